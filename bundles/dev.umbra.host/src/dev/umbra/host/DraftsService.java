package dev.umbra.host;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Drafts}, carried out here. */
final class DraftsService implements Drafts {
	/** UTF-16 code units. */
	private static final int LONGEST = 1 << 20;
	private static final int MOST = 20;
	private static final Draft NONE = new Draft("", null);
	private final HostParts parts;
	private final SessionMailboxes mailboxes;

	DraftsService(HostParts parts, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.mailboxes = mailboxes;
	}

	@Override
	public CompletionStage<Outcome<Done>> put(Put p) {
		return Stages.outcome(() -> {
			String text = p.text();
			if (text != null && text.length() > LONGEST) {
				throw new FailureException(Failure.usage("The draft has " + text.length() + " characters; at most " + LONGEST
						+ " are kept.", "Put the text into a file and name it in the prompt."));
			}
			List<Sessions.NewEnclosure> wanted = p.enclosures();
			if (wanted != null && wanted.size() > MOST) {
				throw new FailureException(Failure.usage(wanted.size() + " enclosures are to go with the draft; at most " + MOST + " are kept.",
						"Name the files in the prompt."));
			}
			List<WindowRecords.DraftEnclosure> enclosures = wanted == null ? null : Enclosures.keep(wanted);
			return mailboxes.resolve(p.session())
					.thenCompose(id -> parts.windows().saveDraft(id, text, enclosures,
							new Entries.CommandResult(p.command(), Methods.DRAFTS_PUT.name(), Codec.json(new Done()))))
					.thenApply(nothing -> new Done());
		});
	}

	@Override
	public CompletionStage<Outcome<Draft>> get(Get p) {
		return Stages.outcome(() -> mailboxes.resolve(p.session()).thenCompose(parts.windows()::draft)
				.thenApply(found -> found.orElse(NONE)));
	}
}
