package dev.umbra.core.reducer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.permission.CommandText;
import dev.umbra.core.permission.PermissionOrder;
import dev.umbra.core.permission.Question;
import dev.umbra.core.permission.Verdict;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;

/** What is asked in a turn: by the agent, or by the host in its own name. Rules and policies come before the person. */
final class Questions {
	/** The kind of our own question whether a process that does not stop is ended. */
	private static final String END_AGENT = "end_agent";
	private static final String ALLOW = "allow_once";
	private static final String REJECT = "reject_once";
	private final Deciding d;

	Questions(Deciding deciding) {
		d = deciding;
	}

	static boolean endsAgent(Detail.Permission permission) {
		return permission.origin() == Detail.Permission.Origin.HOST && permission.kind().equals(END_AGENT);
	}

	/** Who asks on behalf of a closed session, or of no turn at all, is told no: nobody would ever answer. */
	void refuse(AgentInput input) {
		switch (input) {
		case AgentInput.PermissionAsked asked -> d.effect(new Effect.AnswerPermission(asked.request(), null));
		case AgentInput.WriteAsked asked -> d.effect(new Effect.AnswerAction(asked.request(), false));
		case AgentInput.CommandAsked asked -> d.effect(new Effect.AnswerAction(asked.request(), false));
		case AgentInput.InputAsked asked -> d.effect(new Effect.AnswerInput(asked.request(), "cancel", null));
		default -> {
			// waits for no answer
		}
		}
	}

	void permission(AgentInput.PermissionAsked asked) {
		if (d.turn() == null) {
			refuse(asked);
			return;
		}
		Entry tool = new ToolCalls(d).update(asked.tool());
		Detail.Tool detail = (Detail.Tool) tool.detail();
		d.endStream();
		ask(d.newId(), new Detail.Permission(asked.request(), Detail.Permission.Origin.AGENT, detail.title(), detail.kind(),
				asked.tool().call(), tool.id(), paths(asked, detail), command(asked, detail), content(asked, detail),
				asked.options(), null, null));
	}

	/** What a question leaves out because it was said with the tool call before is asked about too. */
	private List<String> paths(AgentInput.PermissionAsked asked, Detail.Tool known) {
		Set<String> paths = new LinkedHashSet<>(asked.paths());
		known.locations().forEach(location -> paths.add(inFolder(location.path())));
		return List.copyOf(paths);
	}

	private static List<Detail.ToolContent> content(AgentInput.PermissionAsked asked, Detail.Tool known) {
		// of what was just said the tool call keeps all, or what an entry can keep
		return asked.tool().content() != null ? known.content()
				: known.content().stream().filter(Detail.ToolContent.Diff.class::isInstance).toList();
	}

	private static @Nullable String command(AgentInput.PermissionAsked asked, Detail.Tool known) {
		return asked.command() != null || asked.tool().rawInput() != null || known.rawInput() == null ? asked.command()
				: RawInput.command(known.rawInput());
	}

	/** A write that a permission of this turn covers goes on; any other is asked for, in our own name. */
	void write(AgentInput.WriteAsked asked) {
		String path = asked.path();
		EntryId id = d.newId();
		WholeOutput whole = new WholeOutput(d, id);
		own(asked, asked.request(), d.draft.paths.contains(path), id, whole, new Detail.Permission(asked.request(),
				Detail.Permission.Origin.HOST, "Write " + path, "edit", null, null, List.of(path), null,
				shown(id, whole, new Detail.ToolContent.Diff(path, asked.oldText(), asked.newText())),
				List.of(new Detail.Option(ALLOW, ALLOW, "Allow this write"),
						new Detail.Option(REJECT, REJECT, "Reject")),
				null, null));
	}

	/** A large change is shown in part, and kept whole beside the question. */
	private List<Detail.ToolContent> shown(EntryId id, WholeOutput whole, Detail.ToolContent.Diff diff) {
		ToolOutput.Said said = new ToolOutput.Said(List.of(diff), null, null);
		ToolOutput.Kept kept = new ToolOutput(d.summary().id(), id).keep(said, 0);
		whole.cut(said, kept);
		return kept.said().content() == null ? List.of() : kept.said().content();
	}

	/** A command likewise. */
	void command(AgentInput.CommandAsked asked) {
		String command = asked.command();
		EntryId id = d.newId();
		own(asked, asked.request(), d.draft.commands.contains(CommandText.inner(command)), id, new WholeOutput(d, id),
				new Detail.Permission(asked.request(), Detail.Permission.Origin.HOST, "Run " + command, "execute", null,
						null, List.of(), command, List.of(),
						List.of(new Detail.Option(ALLOW, ALLOW, "Allow this command"),
								new Detail.Option(REJECT, REJECT, "Reject")),
						null, null));
	}

	private void own(AgentInput asked, String request, boolean covered, EntryId id, WholeOutput whole,
			Detail.Permission permission) {
		if (d.turn() == null) {
			refuse(asked);
		} else if (covered) {
			d.effect(new Effect.AnswerAction(request, true));
		} else {
			d.endStream();
			ask(id, permission);
			whole.record();
			d.draft.outputs.remove(id);
		}
	}

	/** Whatever decides, there is an entry that says so. */
	private void ask(EntryId id, Detail.Permission permission) {
		Verdict verdict = PermissionOrder.decide(question(permission), d.given.standing());
		Detail.Option option = switch (verdict) {
		case Verdict.Allowed allowed -> option(permission, "allow");
		case Verdict.Denied denied -> option(permission, "reject");
		case Verdict.Ask ask -> null;
		};
		if (option == null) {
			d.add(id, EntryKind.PERMISSION, EntryStatus.PENDING, "", permission);
			return;
		}
		String by = switch (verdict) {
		case Verdict.Allowed allowed -> allowed.by();
		case Verdict.Denied denied -> denied.by();
		case Verdict.Ask ask -> null;
		};
		d.add(id, EntryKind.PERMISSION, EntryStatus.DONE, "", permission.answered(option.id(), null, by));
		d.answer(permission, option.id(), verdict instanceof Verdict.Allowed);
	}

	/** @param way {@code allow} or {@code reject}; once before always; null if none of the options goes that way */
	static Detail.@Nullable Option option(Detail.Permission permission, String way) {
		for (String kind : List.of(way + "_once", way + "_always")) {
			for (Detail.Option option : permission.options()) {
				if (option.kind().equals(kind)) {
					return option;
				}
			}
		}
		return null;
	}

	/** A file whose change is shown is touched, whatever else the question names. */
	private Question question(Detail.Permission permission) {
		Set<String> paths = new LinkedHashSet<>(permission.paths());
		boolean changes = false;
		for (Detail.ToolContent content : permission.content()) {
			if (content instanceof Detail.ToolContent.Diff diff) {
				changes = true;
				paths.add(inFolder(diff.path()));
			}
		}
		SessionSummary summary = d.summary();
		Set<String> folders = new LinkedHashSet<>(List.of(summary.cwd()));
		folders.addAll(summary.addDirs());
		return new Question(summary.agent(), permission.kind().toLowerCase(Locale.ROOT), List.copyOf(paths), changes,
				permission.command(), List.copyOf(folders), d.given.home());
	}

	/** A change is shown with the path as the agent wrote it; the paths beside it start from the session's folder already. */
	private String inFolder(String path) {
		boolean absolute = path.startsWith("/") || path.matches("(?s)[A-Za-z]:[/\\\\].*");
		return absolute ? path : d.summary().cwd() + "/" + path;
	}

	void input(AgentInput.InputAsked asked) {
		if (d.turn() == null) {
			refuse(asked);
			return;
		}
		d.endStream();
		d.add(EntryKind.INPUT, EntryStatus.PENDING, asked.message(), new Detail.Input(asked.request(), asked.call(),
				asked.title(), asked.fields(), asked.url(), asked.elicitation(), null, null, null));
	}

	/** What the page was for is done, so whoever still looks at the question need not answer it. */
	void completed(AgentInput.InputCompleted completed) {
		for (Entry entry : List.copyOf(d.draft.open.values())) {
			if (entry.detail() instanceof Detail.Input input && completed.elicitation().equals(input.elicitation())) {
				d.put(entry.withDetail(input.answered("accept", null, null)).withEnd(EntryStatus.DONE, d.given.now()));
				d.effect(new Effect.AnswerInput(input.request(), "accept", null));
			}
		}
	}

	void withdrawn(AgentInput.QuestionWithdrawn withdrawn) {
		EntryId id = d.draft.waiting.asked(withdrawn.request());
		Entry entry = id == null ? null : d.draft.open.get(id);
		if (entry != null) {
			d.put(entry.withEnd(EntryStatus.CANCELLED, d.given.now()));
		}
	}

	/** Other turns run in the process that does not stop, so the person says whether it is ended. */
	void stuck(SessionInput.CancelStuck stuck) {
		String request = END_AGENT + ":" + stuck.turn();
		if (!stuck.turn().equals(d.turn()) || d.draft.waiting.asked(request) != null) {
			return;
		}
		d.endStream();
		d.add(EntryKind.PERMISSION, EntryStatus.PENDING, "", new Detail.Permission(request,
				Detail.Permission.Origin.HOST, stuck.words(), END_AGENT, null, null, List.of(), null, List.of(),
				List.of(new Detail.Option("end", ALLOW, "End the process"),
						new Detail.Option("wait", REJECT, "Go on waiting")),
				null, null));
	}
}
