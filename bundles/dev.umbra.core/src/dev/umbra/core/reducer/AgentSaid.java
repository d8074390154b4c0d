package dev.umbra.core.reducer;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummaryBuilder;
import dev.umbra.core.session.Usage;

/** What an agent's words mean for its session. */
final class AgentSaid {
	private final Deciding d;

	AgentSaid(Deciding deciding) {
		d = deciding;
	}

	void decide(AgentInput input) {
		if (d.summary().status().kind() == SessionStatus.Kind.TERMINAL) {
			refuseRequest(input);
			return;
		}
		switch (input) {
		case AgentInput.Chunk chunk -> chunk(chunk);
		case AgentInput.ToolUpdate update -> tool(update);
		case AgentInput.PlanUpdate plan -> plan(plan);
		case AgentInput.PermissionAsked asked -> permission(asked);
		case AgentInput.WriteAsked asked -> write(asked);
		case AgentInput.UsageReport report -> usage(report.usage());
		case AgentInput.ModeChanged changed -> d.summary(d.summary().edit().mode(changed.mode()));
		case AgentInput.OptionsOffered offered -> options(offered.options());
		case AgentInput.CommandsOffered offered -> d.summary(
				d.summary().edit().offer(d.summary().offer().withCommands(offered.commands())));
		case AgentInput.MediaShown media -> notYet();
		case AgentInput.CommandAsked asked -> notYet();
		case AgentInput.TerminalStarted started -> notYet();
		case AgentInput.TerminalOutput output -> notYet();
		case AgentInput.TerminalEnded ended -> notYet();
		case AgentInput.InputAsked asked -> notYet();
		case AgentInput.InputCompleted completed -> notYet();
		case AgentInput.QuestionWithdrawn withdrawn -> notYet();
		case AgentInput.CompactionChanged changed -> notYet();
		case AgentInput.CompactionText text -> notYet();
		case AgentInput.Replayed replayed -> notYet();
		case AgentInput.TitleChanged changed -> title(changed.title());
		case AgentInput.NoticeShown notice -> d.add(EntryKind.NOTICE, EntryStatus.DONE, notice.words(),
				new Detail.Plain());
		case AgentInput.UnknownUpdate unknown -> d.add(EntryKind.UNKNOWN, EntryStatus.DONE, "",
				new Detail.Unknown(unknown.name(), unknown.raw()));
		case AgentInput.TurnEnded ended -> {
			usage(ended.usage());
			new Turns(d).ended(ended.turn(), ended.stopReason());
		}
		case AgentInput.TurnFailed failed -> new Turns(d).failed(failed);
		}
	}

	/** Who asks on behalf of a closed session, or of no turn at all, is told no: nobody would ever answer. */
	private void refuseRequest(AgentInput input) {
		switch (input) {
		case AgentInput.PermissionAsked asked -> d.effect(new Effect.AnswerPermission(asked.request(), null));
		case AgentInput.WriteAsked asked -> d.effect(new Effect.AnswerAction(asked.request(), false));
		default -> {
		}
		}
	}

	private void chunk(AgentInput.Chunk chunk) {
		if (chunk.text().isEmpty()) {
			return;
		}
		EntryKind kind = switch (chunk.stream()) {
		case MESSAGE -> EntryKind.MESSAGE;
		case THOUGHT -> EntryKind.THOUGHT;
		case USER -> EntryKind.PROMPT;
		};
		EntryId stream = d.draft.stream;
		Entry growing = stream == null ? null : d.draft.open.get(stream);
		if (growing != null && growing.kind() == kind && sameMessage(chunk.message())) {
			if (d.draft.streamMessage == null) {
				d.draft.streamMessage = chunk.message();
			}
			d.append(growing.id(), chunk.text());
			return;
		}
		endStream();
		Entry entry = d.add(kind, EntryStatus.RUNNING, chunk.text(), new Detail.Plain());
		d.draft.stream = entry.id();
		d.draft.streamMessage = chunk.message();
	}

	/** An agent that gives no ids, or gives them late, goes on with the message it is at. */
	private boolean sameMessage(@Nullable String message) {
		return message == null || d.draft.streamMessage == null || message.equals(d.draft.streamMessage);
	}

	private void endStream() {
		EntryId stream = d.draft.stream;
		Entry growing = stream == null ? null : d.draft.open.get(stream);
		if (growing != null) {
			d.put(growing.withEnd(EntryStatus.DONE, d.given.now()));
		}
		d.draft.stream = null;
		d.draft.streamMessage = null;
	}

	private Entry tool(AgentInput.ToolUpdate update) {
		Entry known = d.draft.tools.get(update.call());
		if (known == null) {
			endStream();
			EntryStatus said = status(update.status(), EntryStatus.PENDING);
			// between turns nothing would ever end it
			EntryStatus status = d.turn() == null && said.open() ? EntryStatus.DONE : said;
			return d.add(EntryKind.TOOL, status, "", new Detail.Tool(update.call(),
					Objects.requireNonNullElse(update.title(), ""), Objects.requireNonNullElse(update.kind(), "other"),
					orEmpty(update.locations()), orEmpty(update.content()), update.rawInput(), update.rawOutput(),
					!update.announced()));
		}
		Detail.Tool old = (Detail.Tool) known.detail();
		Detail.Tool merged = new Detail.Tool(old.call(), given(update.title(), old.title()),
				Objects.requireNonNullElse(update.kind(), old.kind()),
				Objects.requireNonNullElse(update.locations(), old.locations()),
				Objects.requireNonNullElse(update.content(), old.content()), given(update.rawInput(), old.rawInput()),
				given(update.rawOutput(), old.rawOutput()), old.orphan() && !update.announced());
		EntryStatus status = status(update.status(), known.status());
		if (merged.equals(old) && status == known.status()) {
			return known;
		}
		Entry changed = known.withDetail(merged);
		if (status != known.status()) {
			boolean over = d.turn() == null;
			changed = status.open() && !over ? changed.withOpen(status) : changed.withEnd(over && status.open()
					? known.status() : status, d.given.now());
		}
		d.put(changed);
		return changed;
	}

	private static EntryStatus status(@Nullable String word, EntryStatus otherwise) {
		if (word == null) {
			return otherwise;
		}
		return switch (word) {
		case "pending" -> EntryStatus.PENDING;
		case "in_progress" -> EntryStatus.RUNNING;
		case "completed" -> EntryStatus.DONE;
		case "failed" -> EntryStatus.FAILED;
		case "cancelled" -> EntryStatus.CANCELLED;
		default -> otherwise;
		};
	}

	private static <T> List<T> orEmpty(@Nullable List<T> list) {
		return list == null ? List.of() : list;
	}

	/** {@code requireNonNullElse} for an old value that may be null itself. */
	private static <T extends @Nullable Object> T given(@Nullable T now, T before) {
		return now != null ? now : before;
	}

	/** One plan per turn; the newest replaces the former. */
	private void plan(AgentInput.PlanUpdate update) {
		for (Entry entry : d.draft.open.values()) {
			if (entry.kind() == EntryKind.PLAN) {
				d.put(entry.withDetail(new Detail.Plan(update.items())));
				return;
			}
		}
		d.add(EntryKind.PLAN, d.turn() == null ? EntryStatus.DONE : EntryStatus.RUNNING, "",
				new Detail.Plan(update.items()));
	}

	private void permission(AgentInput.PermissionAsked asked) {
		if (d.turn() == null) {
			refuseRequest(asked);
			return;
		}
		Entry tool = tool(asked.tool());
		Detail.Tool detail = (Detail.Tool) tool.detail();
		endStream();
		d.add(EntryKind.PERMISSION, EntryStatus.PENDING, "",
				new Detail.Permission(asked.request(), Detail.Permission.Origin.AGENT, detail.title(), detail.kind(),
						asked.tool().call(), tool.id(), asked.paths(), asked.command(), orEmpty(asked.tool().content()),
						asked.options(), null, null));
		d.summary(d.summary().edit().status(SessionStatus.WAITING_PERMISSION));
	}

	/** A write that a permission of this turn covers goes on; any other is asked for, in our own name. */
	private void write(AgentInput.WriteAsked asked) {
		if (d.turn() == null) {
			refuseRequest(asked);
			return;
		}
		if (d.draft.allowed.contains(asked.path())) {
			d.effect(new Effect.AnswerAction(asked.request(), true));
			return;
		}
		endStream();
		d.add(EntryKind.PERMISSION, EntryStatus.PENDING, "",
				new Detail.Permission(asked.request(), Detail.Permission.Origin.HOST, "Write " + asked.path(), "edit",
						null, null, List.of(asked.path()), null,
						List.of(new Detail.ToolContent.Diff(asked.path(), asked.oldText(), asked.newText())),
						List.of(new Detail.Option("allow_once", "allow_once", "Allow this write"),
								new Detail.Option("reject_once", "reject_once", "Reject")),
						null, null));
		d.summary(d.summary().edit().status(SessionStatus.WAITING_PERMISSION));
	}

	private void usage(Usage now) {
		Usage old = d.summary().usage();
		Usage merged = new Usage(given(now.used(), old.used()), given(now.size(), old.size()),
				given(now.inputTokens(), old.inputTokens()), given(now.outputTokens(), old.outputTokens()),
				given(now.cost(), old.cost()), given(now.currency(), old.currency()));
		if (!merged.equals(old)) {
			d.summary(d.summary().edit().usage(merged));
		}
	}

	/** The categories are ACP's; an option of another one is only offered. */
	private void options(List<Offer.Option> options) {
		SessionSummaryBuilder edit = d.summary().edit().offer(d.summary().offer().withOptions(options));
		for (Offer.Option option : options) {
			switch (option.category()) {
			case "mode" -> edit.mode(option.value());
			case "model" -> edit.model(option.value());
			case "thought_level" -> edit.effort(option.value());
			case null, default -> {
			}
			}
		}
		d.summary(edit);
	}

	private static void notYet() {
		// not available yet
	}

	private void title(String title) {
		if (!d.summary().titleByPerson() && !title.isBlank()) {
			d.summary(d.summary().edit().title(Turns.title(title)));
		}
	}
}
