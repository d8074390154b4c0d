package dev.umbra.ui.internal.agents;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;

/**
 * What a person does to agents: asks before something is lost, calls, and says in the part's bar what went wrong. On the SWT
 * thread; nothing waits for an answer.
 */
final class AgentActions {
	/** What the bar says, so that what is over can be taken back without hiding what is not. */
	private enum Said {
		NOTHING, CALL, OFFER, STATE
	}

	private final Composite owner;
	private final UISynchronize ui;
	private final Supplier<HostServices> services;
	private final NoticeBar notice;
	private final Runnable changed;
	private Said said = Said.NOTHING;

	/** @param changed there is something new to show */
	AgentActions(Composite owner, UISynchronize ui, Supplier<HostServices> services, NoticeBar notice, Runnable changed) {
		this.owner = owner;
		this.ui = ui;
		this.services = services;
		this.notice = notice;
		this.changed = changed;
	}

	void start(Row.OfAgent agent) {
		call(agents -> agents.start(new Agents.Start(CommandId.random(), agent.agent().value())), done -> {
		}, this::say);
	}

	/** Asks first if turns run; they are cut. */
	void stop(Row.OfAgent agent) {
		if (agent.running() > 0) {
			if (asked(Messages.stop_title, stopWords(agent), Messages.stop_yes)) {
				stop(agent, true);
			}
			return;
		}
		stop(agent, false);
	}

	private void stop(Row.OfAgent agent, boolean force) {
		call(agents -> agents.stop(new Agents.Stop(CommandId.random(), agent.agent().value(), force)), done -> {
		}, failure -> {
			if (failure.code() == Failure.Code.REFUSED && !force) {
				if (asked(Messages.stop_title, failure.message() + "\n\n" + NLS.bind(Messages.stop_anyway, agent.title()),
						Messages.stop_yes)) {
					stop(agent, true);
				}
			} else {
				say(failure);
			}
		});
	}

	/** What was changed holds from the agent's next start: offers that now. */
	void offerRestart(AgentId agent, String name) {
		said = Said.CALL;
		notice.show(Icon.NOTICE, NLS.bind(Messages.restart_needed, name), new NoticeBar.Action(Messages.restart_now, () -> restart(agent, name, false)));
	}

	/** So that what its persona is now holds for it. */
	void restart(Row.OfAgent agent) {
		restart(agent.agent(), agent.title(), false);
	}

	private void restart(AgentId agent, String name, boolean force) {
		call(agents -> agents.stop(new Agents.Stop(CommandId.random(), agent.value(), force)),
				done -> call(agents -> agents.start(new Agents.Start(CommandId.random(), agent.value())), started -> {
				}, this::say), failure -> {
					if (failure.code() == Failure.Code.REFUSED && !force) {
						if (asked(Messages.stop_title, failure.message() + "\n\n" + NLS.bind(Messages.restart_anyway, name), Messages.restart_yes)) {
							restart(agent, name, true);
						}
					} else {
						say(failure);
					}
				});
	}

	private static String stopWords(Row.OfAgent agent) {
		return agent.running() == 1 ? NLS.bind(Messages.stop_one, agent.title())
				: NLS.bind(Messages.stop_many, agent.title(), agent.running());
	}

	/** Names what is lost. */
	boolean asksToRemove(Row.OfAgent agent) {
		String sessions = switch (agent.sessionCount()) {
		case 0 -> "";
		case 1 -> "\n\n" + Messages.remove_session;
		default -> "\n\n" + NLS.bind(Messages.remove_sessions, agent.sessionCount());
		};
		return asked(Messages.remove_title, NLS.bind(Messages.remove_text, agent.title()) + sessions, Messages.remove_yes);
	}

	/** At once; asks again if turns of it run. */
	void remove(Row.OfAgent agent) {
		remove(agent, false);
	}

	private void remove(Row.OfAgent agent, boolean force) {
		call(agents -> agents.remove(new Agents.Remove(CommandId.random(), agent.agent().value(), force)), done -> {
		}, failure -> {
			if (failure.code() == Failure.Code.REFUSED && !force) {
				if (asked(Messages.remove_title, failure.message() + "\n\n" + NLS.bind(Messages.remove_anyway, agent.title()),
						Messages.remove_force)) {
					remove(agent, true);
				}
			} else {
				say(failure);
			}
		});
	}

	/** Adds an agent; what goes wrong is said in the part's bar. */
	void add(NewAgentForm form, Consumer<Agents.Added> added) {
		add(form, Map.of(), added, this::say);
	}

	/** @param secrets values by name */
	void add(NewAgentForm form, Map<String, String> secrets, Consumer<Agents.Added> added, Consumer<Failure> failed) {
		call(agents -> agents.add(form.add(CommandId.random(), secrets)), added, failed);
	}

	/** The first call starts a host where none runs. */
	void startHost(HostReach reach) {
		Host host = services.get().host();
		if (host == null) {
			reach.told("unreachable");
			changed.run();
			return;
		}
		finish(host.status(new Nothing()), status -> {
			reach.answered(null);
			services.get().pullAll();
			changed.run();
		}, failure -> {
			reach.answered(failure);
			changed.run();
			say(failure);
		});
	}

	/** Says what keeps the part from being up to date, and takes it back when that is over. */
	void tell(Phase phase, @Nullable Failure failure, Runnable startHost) {
		switch (phase) {
		case UNREACHABLE -> {
			said = Said.STATE;
			notice.show(Icon.HOST, Messages.bar_unreachable, new NoticeBar.Action(Messages.unreachable_start, startHost));
		}
		case STARTING -> {
			said = Said.STATE;
			notice.show(Icon.HOST, Messages.bar_starting, null);
		}
		case ENDING -> {
			said = Said.STATE;
			notice.show(Icon.HOST, Messages.bar_ending, null);
		}
		case READY -> {
			if (failure != null) {
				said = Said.STATE;
				notice.show(failure, new NoticeBar.Action(Messages.failed_retry, () -> services.get().pullAll()));
			} else if (said == Said.STATE) {
				said = Said.NOTHING;
				notice.clear();
			}
		}
		}
	}

	/** Something worth knowing that is no failure; the next call takes it back. */
	void say(String words) {
		said = Said.CALL;
		notice.show(Icon.NOTICE, words, null);
	}

	/** Something that was done, and what can be done about it until {@link #withdraw}; other words replace it. */
	void offer(String words, NoticeBar.Action action) {
		said = Said.OFFER;
		notice.show(Icon.NOTICE, words, action);
	}

	/** What was offered cannot be done any more. */
	void withdraw() {
		silence(Said.OFFER);
	}

	private void silence(Said kind) {
		if (said == kind) {
			said = Said.NOTHING;
			notice.clear();
		}
	}

	void say(Failure failure) {
		said = Said.CALL;
		notice.show(failure, null);
	}

	private <T> void call(Function<Agents, CompletionStage<Outcome<T>>> call, Consumer<T> done, Consumer<Failure> failed) {
		ask(Agents.class, call, done, failed);
	}

	/** Calls a contract; the answer comes on the SWT thread, if the part is still there. */
	<S, T> void ask(Class<S> contract, Function<S, CompletionStage<Outcome<T>>> call, Consumer<T> done, Consumer<Failure> failed) {
		S service = services.get().get(contract);
		if (service == null) {
			failed.accept(Failure.failed(Messages.bar_unreachable, null));
			return;
		}
		silence(Said.CALL);
		finish(call.apply(service), done, failed);
	}

	private <T> void finish(CompletionStage<Outcome<T>> answer, Consumer<T> done, Consumer<Failure> failed) {
		answer.whenComplete((outcome, error) -> ui.asyncExec(() -> {
			if (owner.isDisposed()) {
				return;
			}
			if (error != null) {
				failed.accept(Failure.failed(NLS.bind(Messages.call_broke, error.getMessage()), null));
				return;
			}
			switch (outcome) {
			case Outcome.Ok<T> ok -> done.accept(ok.value());
			case Outcome.NotOk<T> not -> failed.accept(not.failure());
			}
		}));
	}

	boolean asked(String title, String question, String yes) {
		// the safe answer is the default
		return new MessageDialog(owner.getShell(), title, null, question.replace("&", "&&"), MessageDialog.WARNING, 1, yes,
				Messages.cancel).open() == 0;
	}
}
