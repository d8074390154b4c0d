package dev.umbra.interop.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.opentest4j.AssertionFailedError;

import dev.umbra.core.CommandId;
import dev.umbra.core.Id;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/** A session as a client sees it: prompts go out, changes come in, what counts is read back from the host. */
final class Conversation {
	private static final int LIMIT_SECONDS = 90;

	private final HostWithAgent host;
	private final String id;
	private final BlockingQueue<Sessions.Changes> news = new LinkedBlockingQueue<>();

	Conversation(HostWithAgent host, String id) throws Exception {
		this.host = host;
		this.id = id;
		HostWithAgent.get(host.remote().sessions().attach(new Sessions.Attach(Id.random(), id, null, 100), news::add));
	}

	String id() {
		return id;
	}

	Path folder() throws Exception {
		return Path.of(summary().cwd());
	}

	SessionSummary summary() throws Exception {
		return host.summary(id);
	}

	List<Entry> entries() throws Exception {
		return host.entries(id);
	}

	Sessions.Prompted prompt(String text) throws Exception {
		return HostWithAgent
				.get(host.remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), id, text, HostWithAgent.CLIENT)));
	}

	/** The whole turn. */
	Turn turn(String text) throws Exception {
		Sessions.Prompted prompted = prompt(text);
		return ended(prompted);
	}

	/** Waits for the end of a turn; permissions are left to the caller. */
	Turn ended(Sessions.Prompted prompted) throws Exception {
		await("the end of the turn", entries -> entries.stream().anyMatch(entry -> prompted.turn().equals(entry.turn())
				&& entry.kind() == EntryKind.PROMPT) && !prompted.turn().equals(summary().turn()) && summary().queued() == 0);
		List<Entry> ofIt = entries().stream().filter(entry -> prompted.turn().equals(entry.turn())).toList();
		return new Turn(ofIt, String.valueOf(summary().stopReason()));
	}

	/** Answers the permission that the session waits for, by the first option of one of these kinds. */
	Detail.Option answer(String... kinds) throws Exception {
		Entry asked = permission();
		List<Detail.Option> options = ((Detail.Permission) asked.detail()).options();
		for (String kind : kinds) {
			for (Detail.Option option : options) {
				if (option.kind().equals(kind)) {
					HostWithAgent.get(host.remote().attention().answer(
							new Attention.Answer(CommandId.random(), asked.id().value(), option.id(), HostWithAgent.CLIENT)));
					return option;
				}
			}
		}
		throw new AssertionFailedError("none of " + List.of(kinds) + " among " + options);
	}

	private Entry permission() throws Exception {
		await("a permission that is asked", entries -> entries.stream().anyMatch(Conversation::isOpenPermission));
		return entries().stream().filter(Conversation::isOpenPermission).findFirst().orElseThrow();
	}

	private static boolean isOpenPermission(Entry entry) {
		return entry.kind() == EntryKind.PERMISSION && entry.status().open();
	}

	void cancel() throws Exception {
		HostWithAgent.get(host.remote().sessions().cancel(new Sessions.Cancel(CommandId.random(), id, HostWithAgent.CLIENT)));
	}

	/** A question about the entries that may ask the host. */
	interface Question {
		boolean isTrueOf(List<Entry> entries) throws Exception;
	}

	/** Asks after each change until it is so. */
	void await(String what, Question question) throws Exception {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
		while (!question.isTrueOf(entries())) {
			long left = end - System.nanoTime();
			if (left <= 0 || news.poll(left, TimeUnit.NANOSECONDS) == null) {
				throw new AssertionFailedError("waited " + LIMIT_SECONDS + " s for " + what + "; the session is "
						+ summary().status() + " with " + described(entries()));
			}
			news.drainTo(new ArrayList<>());
		}
	}

	/** @param stopReason of the session's last turn */
	record Turn(List<Entry> entries, String stopReason) {
		List<Entry> of(EntryKind kind) {
			return entries.stream().filter(entry -> entry.kind() == kind).toList();
		}

		Entry one(EntryKind kind) {
			List<Entry> found = of(kind);
			if (found.size() != 1) {
				throw new AssertionFailedError("one " + kind.word() + " was expected: " + described(entries));
			}
			return found.getFirst();
		}

		/** What the agent said, all of it. */
		String said() {
			return of(EntryKind.MESSAGE).stream().map(Entry::text).collect(Collectors.joining());
		}

		@Override
		public String toString() {
			return stopReason + ": " + described(entries);
		}
	}

	static String described(List<Entry> entries) {
		return entries.stream().map(entry -> entry.kind().word() + " " + entry.status().word() + described(entry))
				.collect(Collectors.joining("; "));
	}

	private static String described(Entry entry) {
		String detail = switch (entry.detail()) {
		case Detail.Tool tool -> " " + tool.kind();
		case Detail.Permission permission -> " → " + permission.chosen() + " by " + permission.answeredBy();
		case Detail.Fault fault -> " " + fault.code() + " " + fault.message();
		case Detail.Lifecycle lifecycle -> " " + lifecycle.event();
		case Detail.Unknown unknown -> " " + unknown.name();
		case Detail.Notice notice -> " " + notice.severity();
		case Detail.Compaction compaction -> " " + compaction.state();
		case Detail.Input input -> " → " + input.action();
		case Detail.Login login -> " → " + login.chosen();
		case Detail.Media media -> " " + media.enclosure().name();
		case Detail.Prompt prompt -> " with " + prompt.enclosures().size();
		case Detail.Plain plain -> "";
		case Detail.Plan plan -> " of " + plan.items().size();
		};
		String text = entry.text().strip().replace('\n', ' ');
		return detail + (text.isEmpty() ? "" : " \"" + (text.length() > 70 ? text.substring(0, 70) + "…" : text) + "\"");
	}
}
