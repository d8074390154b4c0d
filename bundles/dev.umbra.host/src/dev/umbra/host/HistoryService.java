package dev.umbra.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Nothing;

/** {@link History}, carried out here. */
final class HistoryService implements History {
	/** Sessions, and hits, in an answer, if the caller says nothing, and at most. */
	private static final int PAGE = 50;
	private static final int MOST = 500;
	private static final int PLACES = 1_000;
	private static final int MOST_PLACES = 10_000;
	/** What a person looks for, UTF-16 code units. */
	private static final int LONGEST = 1_000;
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final AgentLives lives;

	HistoryService(HostParts parts, SessionMailboxes mailboxes, AgentLives lives) {
		this.parts = parts;
		this.mailboxes = mailboxes;
		this.lives = lives;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Browse p) {
		return Stages.outcome(() -> parts.history()
				.past(new Browse(checked(p.title()), resolved(p.filter()), p.after(), FeedService.limit(p.limit(), PAGE, MOST))));
	}

	@Override
	public CompletionStage<Outcome<Hits>> search(Search p) {
		return Stages.outcome(() -> {
			if (p.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
				throw new FailureException(Failure.usage("There is no word to look for in \"" + p.text() + "\".",
						"Give one or more words, or their beginnings."));
			}
			return parts.history().search(
					new Search(checked(p.text()), resolved(p.filter()), FeedService.limit(p.limit(), PAGE, MOST)));
		});
	}

	@Override
	public CompletionStage<Outcome<Places>> find(Find p) {
		return Stages.outcome(() -> {
			if (p.text().isEmpty()) {
				throw new FailureException(Failure.usage("There is nothing to look for.", "Give the text to be found."));
			}
			String text = checked(p.text());
			return mailboxes.resolve(p.session())
					.thenCompose(id -> parts.history().find(id, text, FeedService.limit(p.limit(), PLACES, MOST_PLACES)));
		});
	}

	@Override
	public CompletionStage<Outcome<Backups>> backups(Nothing p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(
				new Backups(parts.store().copies().stream().map(path -> path.toAbsolutePath().toString()).toList())));
	}

	private static String checked(String text) {
		if (text.length() > LONGEST) {
			throw new FailureException(Failure.usage("What is looked for has " + text.length() + " characters; at most "
					+ LONGEST + " can be.", "Look for a part of it."));
		}
		return text;
	}

	/** An agent by its id, a name by that of no agent of today; a folder as sessions name theirs. */
	private Filter resolved(Filter filter) {
		return new Filter(filter.agent() == null ? null : agent(filter.agent()), folder(filter.folder()), filter.from(),
				filter.until(), filter.statuses(), filter.archived());
	}

	private String agent(String reference) {
		try {
			return lives.find(reference).record().id().value();
		} catch (FailureException e) {
			if (e.failure().code() == Failure.Code.NOT_FOUND) {
				return reference;
			}
			throw e;
		}
	}

	private static @Nullable String folder(@Nullable String folder) {
		return folder == null ? null : absolute(folder).toString();
	}

	/** @throws FailureException usage, if it is no absolute path */
	static Path absolute(String folder) {
		Path path;
		try {
			path = Path.of(folder);
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("Not a folder: \"" + folder + "\": " + e.getReason(), null), e);
		}
		if (!path.isAbsolute()) {
			throw new FailureException(Failure.usage("Not an absolute path: " + folder, "Give the folder from the root on."));
		}
		return path.normalize();
	}
}
