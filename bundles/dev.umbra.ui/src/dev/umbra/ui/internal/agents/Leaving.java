package dev.umbra.ui.internal.agents;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.look.NoticeBar;

/**
 * Agents that are being removed: for a while they are only hidden here, and can be brought back whole, since what the host removed is
 * gone with its settings, its rules and its feed. The host is told when that while is over, when others are removed, and when the part
 * goes; a window that is killed before has removed nothing. On the SWT thread.
 */
final class Leaving {
	/** Tells the host. */
	interface Removal {
		/** @param kept told the agents that are still there after all */
		void remove(List<Row.OfAgent> agents, Consumer<List<AgentId>> kept);
	}

	private final Composite owner;
	private final AgentActions actions;
	private final Removal removal;
	private final Runnable changed;
	private final int millis;
	private final Runnable over = this::over;
	private final Set<AgentId> hidden = new HashSet<>();
	private @Nullable List<Row.OfAgent> waiting;

	/** @param millis as long as it can be taken back @param changed told when others are hidden than before */
	Leaving(Composite owner, AgentActions actions, int millis, Removal removal, Runnable changed) {
		this.owner = owner;
		this.actions = actions;
		this.millis = millis;
		this.removal = removal;
		this.changed = changed;
		owner.addListener(SWT.Dispose, event -> {
			owner.getDisplay().timerExec(-1, over);
			tell();
		});
	}

	/** @param words what was done, beside a way to undo it */
	void begin(List<Row.OfAgent> agents, String words, Runnable undo) {
		over();
		waiting = List.copyOf(agents);
		agents.forEach(agent -> hidden.add(agent.agent()));
		actions.offer(words, new NoticeBar.Action(Messages.undo, undo));
		owner.getDisplay().timerExec(millis, over);
		changed.run();
	}

	/** Takes the last removal back. @return the agents that are shown again; empty if there is nothing to take back any more */
	List<Row.OfAgent> undo() {
		List<Row.OfAgent> back = waiting;
		if (back == null) {
			return List.of();
		}
		waiting = null;
		owner.getDisplay().timerExec(-1, over);
		actions.withdraw();
		back.forEach(agent -> hidden.remove(agent.agent()));
		changed.run();
		return back;
	}

	/** The host is told now, and nothing can be taken back any more. */
	void over() {
		if (waiting != null && !owner.isDisposed()) {
			owner.getDisplay().timerExec(-1, over);
			actions.withdraw();
			tell();
		}
	}

	private void tell() {
		List<Row.OfAgent> gone = waiting;
		waiting = null;
		if (gone != null) {
			removal.remove(gone, kept -> {
				hidden.removeAll(kept);
				changed.run();
			});
		}
	}

	/** Those that are to be seen. */
	List<Agents.One> seen(List<Agents.One> all) {
		List<Row.OfAgent> undoable = waiting;
		Set<AgentId> there = all.stream().map(one -> one.agent().id()).collect(Collectors.toSet());
		hidden.removeIf(id -> !there.contains(id) && (undoable == null || undoable.stream().noneMatch(agent -> agent.agent().equals(id))));
		return hidden.isEmpty() ? all : all.stream().filter(one -> !hidden.contains(one.agent().id())).toList();
	}
}
