package dev.umbra.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/**
 * The permissions of a followed turn: answered by {@code --allow}, or asked on the terminal, one after the other, or left
 * to somebody elsewhere. One thread; only the reading of typed lines has another.
 */
final class Permissions {
	private final Call call;
	private final RemoteHost host;
	private final @Nullable Allow allow;
	private final Consumer<String> onTyped;
	private final Map<EntryId, Entry> open = new LinkedHashMap<>();
	private @Nullable Entry asked;
	private boolean reading;

	/** @param onTyped is given typed lines on a thread of its own; they come back by {@link #typed} */
	Permissions(Call call, RemoteHost host, @Nullable Allow allow, Consumer<String> onTyped) {
		this.call = call;
		this.host = host;
		this.allow = allow;
		this.onTyped = onTyped;
	}

	/** The same transcript; permissions that come and go are noticed here. */
	Transcript watching(Transcript shown) {
		return new Transcript() {
			@Override
			public void appeared(Entry entry) {
				shown.appeared(entry);
				noticed(entry);
			}

			@Override
			public void grew(long revision, EntryId entry, long offset, String text) {
				shown.grew(revision, entry, offset, text);
			}

			@Override
			public void ended(Entry entry, long length) {
				shown.ended(entry, length);
				noticed(entry);
			}

			@Override
			public void status(SessionSummary summary) {
				shown.status(summary);
			}

			@Override
			public void finished(String stopReason) {
				shown.finished(stopReason);
			}

			@Override
			public void flush() {
				shown.flush();
			}
		};
	}

	private void noticed(Entry entry) {
		if (entry.kind() != EntryKind.PERMISSION) {
			return;
		}
		if (entry.status().open()) {
			open.put(entry.id(), entry);
		} else {
			open.remove(entry.id());
			if (asked != null && asked.id().equals(entry.id())) {
				asked = null;
			}
		}
	}

	/** Answers, or asks for, what is open and was not asked yet. */
	void ask() {
		for (Entry entry : List.copyOf(open.values())) {
			if (!(entry.detail() instanceof Detail.Permission permission)) {
				continue;
			}
			if (allow != null) {
				open.remove(entry.id());
				byAllow(allow, entry, permission);
			} else if (call.json() || !call.terminal().interactive()) {
				open.remove(entry.id());
				call.terminal().note("umbra: " + waits(entry, permission));
			} else if (asked == null) {
				asked = entry;
				question(permission);
			}
		}
	}

	private void byAllow(Allow by, Entry entry, Detail.Permission permission) {
		Optional<Detail.Option> option = by.choose(permission.options());
		if (option.isPresent()) {
			answer(entry, option.get());
		} else {
			call.terminal().note("umbra: no option is of the kind that --allow " + by.word() + " means; "
					+ waits(entry, permission));
		}
	}

	private static String waits(Entry entry, Detail.Permission permission) {
		String options = permission.options().stream().map(option -> option.id() + " (" + option.kind() + ")")
				.collect(Collectors.joining(", "));
		return "waiting for a permission: " + TerminalSafe.shown(permission.title()).replace('\n', ' ')
				+ "\nAnswer it in a window, or: umbra attention answer " + entry.id().value().substring(0,
						Math.min(8, entry.id().value().length()))
				+ " OPTION, one of " + TerminalSafe.shown(options);
	}

	private void question(Detail.Permission permission) {
		List<Detail.Option> options = permission.options();
		for (int i = 0; i < options.size(); i++) {
			call.line("  " + (i + 1) + ") " + TerminalSafe.shown(options.get(i).name()));
		}
		call.terminal().print("  1-" + options.size() + "? ");
		call.terminal().flush();
		if (!reading) {
			reading = true;
			Threads.platformDaemon("terminal-in", this::read);
		}
	}

	private void read() {
		try {
			for (String line = call.terminal().typed(); line != null; line = call.terminal().typed()) {
				onTyped.accept(line);
			}
		} catch (IOException e) {
			// no more answers from here
		}
	}

	/** A line that was typed: the answer to the question that was asked last, if there is one. */
	void typed(String line) {
		Entry entry = asked;
		if (entry == null || !(entry.detail() instanceof Detail.Permission permission)) {
			return;
		}
		int number;
		try {
			number = Integer.parseInt(line.strip());
		} catch (NumberFormatException e) {
			number = 0;
		}
		if (number < 1 || number > permission.options().size()) {
			question(permission);
			return;
		}
		asked = null;
		open.remove(entry.id());
		answer(entry, permission.options().get(number - 1));
		ask();
	}

	/** Whoever answers first wins; if that was somebody else, the entry will say so. */
	private void answer(Entry entry, Detail.Option option) {
		Outcome<Done> outcome = host.attention()
				.answer(new Attention.Answer(CommandId.random(), entry.id().value(), option.id(), Call.CLIENT))
				.toCompletableFuture().join();
		if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(failure.message()));
		}
	}
}
