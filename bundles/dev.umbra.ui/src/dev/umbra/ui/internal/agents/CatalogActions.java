package dev.umbra.ui.internal.agents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What a person does to personas, to teams, and to many agents at once. What was deleted can be taken back for as long as relays are not
 * told of it. On the SWT thread; nothing waits for an answer.
 */
final class CatalogActions {
	/** As long as the host waits before it tells relays. */
	private static final Duration UNDO_TIME = Duration.ofSeconds(10);
	/** Of those that would be left behind, in a question. */
	private static final int MOST_NAMED = 12;

	/** What was deleted last. */
	private record Deleted(boolean team, String id, String name) {
	}

	private final Composite owner;
	private final AgentActions actions;
	private final Consumer<String> made;
	private final Runnable undoOver = this::undoOver;
	private final Leaving leaving;
	private @Nullable Deleted deleted;

	/** @param made told the key of a row that will be there @param changed told when other rows are to be seen */
	CatalogActions(Composite owner, AgentActions actions, Consumer<String> made, Runnable changed) {
		this.owner = owner;
		this.actions = actions;
		this.made = made;
		leaving = new Leaving(owner, actions, Math.toIntExact(UNDO_TIME.toMillis()), this::remove, changed);
		owner.addListener(SWT.Dispose, e -> owner.getDisplay().timerExec(-1, undoOver));
	}

	private <T> void personas(Function<Personas, CompletionStage<Outcome<T>>> call, Consumer<T> done) {
		actions.ask(Personas.class, call, done, actions::say);
	}

	private <T> void teams(Function<Teams, CompletionStage<Outcome<T>>> call, Consumer<T> done) {
		actions.ask(Teams.class, call, done, actions::say);
	}

	private static void done(Done done) {
		// what changed is told by itself
	}

	void duplicate(Row.OfPersona row) {
		personas(all -> all.duplicate(new Personas.Duplicate(CommandId.random(), row.slug(), null)), saved -> made.accept("persona " + saved.slug()));
	}

	void duplicate(Row.OfTeam row) {
		teams(all -> all.duplicate(new Teams.Duplicate(CommandId.random(), id(row), null)), saved -> made.accept("team " + saved.id()));
	}

	private static String id(Row.OfTeam row) {
		return row.team().team().id().value();
	}

	/** A shared one is published plain, so that is asked first. */
	void share(Row.OfPersona row) {
		boolean on = !row.persona().shared();
		if (!on || actions.asked(Messages.share_title, NLS.bind(Messages.share_text, row.title()), Messages.share_yes)) {
			personas(all -> all.share(new Personas.Share(CommandId.random(), row.slug(), on)), CatalogActions::done);
		}
	}

	void activate(Row.OfPersona row) {
		personas(all -> all.mark(new Personas.Mark(CommandId.random(), row.slug(), !row.persona().active(), null)), CatalogActions::done);
	}

	void hide(Row.OfPersona row) {
		personas(all -> all.mark(new Personas.Mark(CommandId.random(), row.slug(), null, !row.persona().hidden())), CatalogActions::done);
	}

	/** Shows the command in full, with whatever would hide in it. */
	void confirm(Row.OfPersona row) {
		String command = row.persona().persona().acpCommand();
		if (command != null && actions.asked(Messages.confirm_title, NLS.bind(Messages.confirm_text, row.title(), ForeignText.shownOnOneLine(command)),
				Messages.confirm_yes)) {
			personas(all -> all.confirm(new Personas.Confirm(CommandId.random(), row.slug(), command)), CatalogActions::done);
		}
	}

	/** Asks only where something would be left behind. */
	void delete(Row.OfPersona row) {
		personas(all -> all.dependants(new Personas.Get(row.slug())), left -> {
			if (left.dependants().isEmpty() || actions.asked(Messages.delete_title, NLS.bind(Messages.delete_text, row.title(), names(left.dependants())),
					Messages.delete_yes)) {
				personas(all -> all.delete(new Personas.Delete(CommandId.random(), row.slug(), true)), gone -> deleted(false, gone));
			}
		});
	}

	void delete(Row.OfTeam row) {
		teams(all -> all.delete(new Teams.Delete(CommandId.random(), id(row), true)), gone -> deleted(true, gone));
	}

	private static String names(List<Personas.Dependant> dependants) {
		List<String> lines = new ArrayList<>();
		dependants.stream().limit(MOST_NAMED).map(each -> "• " + NLS.bind(kind(each.kind()), ForeignText.shownOnOneLine(each.name()))).forEach(lines::add);
		if (dependants.size() > MOST_NAMED) {
			lines.add("• " + NLS.bind(Messages.sessions_more, dependants.size() - MOST_NAMED));
		}
		return String.join("\n", lines);
	}

	private static String kind(String kind) {
		return switch (kind) {
		case "agent" -> Messages.dependant_agent;
		case "team" -> Messages.dependant_team;
		default -> Messages.dependant_elsewhere;
		};
	}

	private void deleted(boolean team, Personas.Deleted gone) {
		String name = ForeignText.shownOnOneLine(gone.name());
		if (gone.undoUntil() == null) {
			actions.say(NLS.bind(Messages.deleted_for_good, name));
			return;
		}
		leaving.over();
		deleted = new Deleted(team, gone.id(), name);
		actions.offer(NLS.bind(Messages.deleted, name), new NoticeBar.Action(Messages.undo, this::undo));
		owner.getDisplay().timerExec(Math.toIntExact(UNDO_TIME.toMillis()), undoOver);
	}

	private void undoOver() {
		if (deleted != null && !owner.isDisposed()) {
			deleted = null;
			actions.withdraw();
		}
	}

	/** Brings back what was deleted last, if there is time. */
	void undo() {
		Deleted last = deleted;
		if (last == null) {
			leaving.undo().stream().findFirst().ifPresent(agent -> made.accept(agent.key()));
			return;
		}
		deleted = null;
		actions.withdraw();
		Personas.Undo command = new Personas.Undo(CommandId.random(), last.id());
		Consumer<Done> back = done -> made.accept((last.team() ? "team " : "persona ") + last.id());
		if (last.team()) {
			teams(all -> all.undo(command), back);
		} else {
			personas(all -> all.undo(command), back);
		}
	}

	// many agents at once

	/** Stops those that run, after asking if turns are cut. */
	void stopAll(List<Row.OfAgent> among) {
		List<Row.OfAgent> running = among.stream().filter(Row.OfAgent::canStop).toList();
		int turns = running.stream().mapToInt(Row.OfAgent::running).sum();
		if (running.isEmpty()) {
			actions.say(Messages.stop_all_none);
		} else if (turns == 0 || actions.asked(Messages.stop_all_title, NLS.bind(Messages.stop_all_text, turns), Messages.stop_all_yes)) {
			each(running, (agents, agent) -> agents.stop(new Agents.Stop(CommandId.random(), agent.agent().value(), turns > 0)), Messages.stop_all_failed);
		}
	}

	/** Removes those that do not run, after asking. */
	void removeStopped(List<Row.OfAgent> among) {
		List<Row.OfAgent> stopped = among.stream().filter(agent -> agent.listed() && !agent.canStop()).toList();
		if (stopped.isEmpty()) {
			actions.say(Messages.remove_stopped_none);
			return;
		}
		List<String> names = new ArrayList<>(stopped.stream().limit(MOST_NAMED).map(agent -> "• " + agent.title()).toList());
		if (stopped.size() > MOST_NAMED) {
			names.add("• " + NLS.bind(Messages.sessions_more, stopped.size() - MOST_NAMED));
		}
		if (actions.asked(Messages.remove_stopped_title, NLS.bind(Messages.remove_stopped_text, String.join("\n", names)), Messages.remove_stopped_yes)) {
			leave(stopped, stopped.size() == 1 ? NLS.bind(Messages.removed, stopped.getFirst().title()) : NLS.bind(Messages.removed_many, stopped.size()));
		}
	}

	/** Removes one after asking; while no turn of it runs, that can be taken back for a while. */
	void remove(Row.OfAgent agent) {
		if (!actions.asksToRemove(agent)) {
			return;
		}
		if (agent.running() > 0 || !agent.listed()) {
			actions.remove(agent);
		} else {
			leave(List.of(agent), NLS.bind(Messages.removed, agent.title()));
		}
	}

	private void leave(List<Row.OfAgent> agents, String words) {
		deleted = null;
		leaving.begin(agents, words, this::undo);
	}

	private void remove(List<Row.OfAgent> gone, Consumer<List<AgentId>> kept) {
		// all at once: when the part goes, no answer is waited for
		for (Row.OfAgent agent : gone) {
			actions.ask(Agents.class, agents -> agents.remove(new Agents.Remove(CommandId.random(), agent.agent().value(), false)), done -> {
			}, failure -> {
				kept.accept(List.of(agent.agent()));
				actions.say(failure);
			});
		}
	}

	/** Of these, those that are not being removed here. */
	List<Agents.One> seen(List<Agents.One> all) {
		return leaving.seen(all);
	}

	/** One after the other; what fails is told together, at the end. */
	private void each(List<Row.OfAgent> rows, BiFunction<Agents, Row.OfAgent, CompletionStage<Outcome<Done>>> call, String failed) {
		List<Failure> failures = new ArrayList<>();
		next(rows, 0, call, failures, failed);
	}

	private void next(List<Row.OfAgent> rows, int index, BiFunction<Agents, Row.OfAgent, CompletionStage<Outcome<Done>>> call, List<Failure> failures,
			String failed) {
		if (index == rows.size()) {
			if (!failures.isEmpty()) {
				actions.say(NLS.bind(failed, failures.size(), HostAnswers.words(failures.getFirst())));
			}
			return;
		}
		actions.ask(Agents.class, agents -> call.apply(agents, rows.get(index)), done -> next(rows, index + 1, call, failures, failed), failure -> {
			failures.add(failure);
			next(rows, index + 1, call, failures, failed);
		});
	}
}
