package dev.umbra.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.port.Entries;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;

/**
 * The methods of the local API, by name. A changing call that is repeated, because its reply was lost, is not done again:
 * while the first runs both share its answer, afterwards the answer stored with the effect is given.
 */
final class Calls {
	private interface Call {
		CompletionStage<JsonNode> run(JsonNode params);
	}

	private final Entries entries;
	private final Map<String, Call> calls = new HashMap<>();
	private final Map<CommandId, CompletionStage<JsonNode>> running = new ConcurrentHashMap<>();
	private final SessionsService sessions;
	private final MetricsService metrics;
	/** A call may look for a program or a folder: not on a thread of the store. */
	private final Executor workers = Threads.virtualEach("call");

	Calls(Entries entries, SessionsService sessions, Agents agents, Attention attention, Tabs tabs,
			Drafts drafts, Queue queue, Rules rules, Relays relays, Feed feed, History history, Notes notes, Git git, Host host, MetricsService metrics) {
		this.entries = entries;
		this.sessions = sessions;
		this.metrics = metrics;
		on(Methods.SESSIONS_CREATE, sessions::create);
		on(Methods.SESSIONS_LIST, sessions::list);
		on(Methods.SESSIONS_GET, sessions::get);
		on(Methods.SESSIONS_ENTRIES, sessions::entries);
		on(Methods.SESSIONS_ENTRY, sessions::entry);
		on(Methods.SESSIONS_TEXT, sessions::text);
		on(Methods.SESSIONS_PROMPT, sessions::prompt);
		on(Methods.SESSIONS_CANCEL, sessions::cancel);
		on(Methods.SESSIONS_RENAME, sessions::rename);
		on(Methods.SESSIONS_CLOSE, sessions::close);
		on(Methods.SESSIONS_RESUME, sessions::resume);
		on(Methods.SESSIONS_SETTINGS, sessions::settings);
		on(Methods.SESSIONS_BLOB, sessions::blob);
		on(Methods.SESSIONS_KILL_TERMINAL, sessions::killTerminal);
		on(Methods.SESSIONS_REOPEN, sessions::reopen);
		on(Methods.SESSIONS_DELETE, sessions::delete);
		on(Methods.SESSIONS_EXPORT, sessions::export);
		on(Methods.SESSIONS_OUTPUT, sessions::output);
		on(Methods.FEED_LIST, feed::list);
		on(Methods.HISTORY_LIST, history::list);
		on(Methods.HISTORY_SEARCH, history::search);
		on(Methods.HISTORY_FIND, history::find);
		on(Methods.HISTORY_BACKUPS, history::backups);
		on(Methods.NOTES_GET, notes::get);
		on(Methods.NOTES_PUT, notes::put);
		on(Methods.GIT_STATE, git::state);
		on(Methods.GIT_FILES, git::files);
		on(Methods.GIT_DIFF, git::diff);
		on(Methods.GIT_WATCH, git::watch);
		on(Methods.GIT_STAGE, git::stage);
		on(Methods.GIT_UNSTAGE, git::unstage);
		on(Methods.GIT_DISCARD, git::discard);
		on(Methods.GIT_UNDO, git::undo);
		on(Methods.GIT_COMMIT, git::commit);
		on(Methods.GIT_DRAFT, git::draft);
		on(Methods.GIT_PUT_DRAFT, git::putDraft);
		on(Methods.GIT_WORKTREE_CREATE, git::createWorktree);
		on(Methods.GIT_WORKTREE_MERGE, git::mergeWorktree);
		on(Methods.GIT_WORKTREE_REVERT, git::revertWorktree);
		on(Methods.GIT_WORKTREE_REMOVE, git::removeWorktree);
		on(Methods.QUEUE_LIST, queue::list);
		on(Methods.QUEUE_EDIT, queue::edit);
		on(Methods.QUEUE_MOVE, queue::move);
		on(Methods.QUEUE_REMOVE, queue::remove);
		on(Methods.QUEUE_SEND_NOW, queue::sendNow);
		on(Methods.RULES_LIST, rules::list);
		on(Methods.RULES_ADD, rules::add);
		on(Methods.RULES_REMOVE, rules::remove);
		on(Methods.RELAYS_LIST, relays::list);
		on(Methods.RELAYS_ADD, relays::add);
		on(Methods.RELAYS_REMOVE, relays::remove);
		on(Methods.RELAYS_SYNC, relays::sync);
		on(Methods.AGENTS_SET, agents::set);
		on(Methods.AGENTS_LOGIN, agents::login);
		on(Methods.AGENTS_LOGOUT, agents::logout);
		on(Methods.AGENTS_LOG, agents::log);
		on(Methods.AGENTS_SESSIONS, agents::sessions);
		on(Methods.AGENTS_ADD, agents::add);
		on(Methods.AGENTS_LIST, agents::list);
		on(Methods.AGENTS_GET, agents::get);
		on(Methods.AGENTS_REMOVE, agents::remove);
		on(Methods.AGENTS_START, agents::start);
		on(Methods.AGENTS_STOP, agents::stop);
		on(Methods.AGENTS_PRESETS, agents::presets);
		on(Methods.ATTENTION_LIST, attention::list);
		on(Methods.ATTENTION_ANSWER, attention::answer);
		on(Methods.TABS_LIST, tabs::list);
		on(Methods.TABS_OPEN, tabs::open);
		on(Methods.TABS_CLOSE, tabs::close);
		on(Methods.TABS_MOVE, tabs::move);
		on(Methods.TABS_PIN, tabs::pin);
		on(Methods.TABS_CLIENT, tabs::client);
		on(Methods.DRAFTS_PUT, drafts::put);
		on(Methods.DRAFTS_GET, drafts::get);
		on(Methods.HOST_STATUS, host::status);
		on(Methods.HOST_STOP, host::stop);
		on(Methods.HOST_BACKUP, host::backup);
		on(Methods.HOST_SET, host::set);
		on(Methods.HOST_GET, host::get);
		on(Methods.HOST_DOCTOR, host::doctor);
		on(Methods.RELAYS_SERVE, host::serve);
		on(Methods.RELAYS_SERVING, host::serving);
		on(Methods.METRICS_GET, metrics::get);
		on(Methods.METRICS_REPORT, metrics::report);
	}

	/** The methods of the catalog too. */
	Calls with(HostCatalog catalog) {
		onLong(Methods.PERSONAS_LIST, catalog.personas()::list);
		on(Methods.PERSONAS_GET, catalog.personas()::get);
		on(Methods.PERSONAS_SAVE, catalog.personas()::save);
		on(Methods.PERSONAS_DUPLICATE, catalog.personas()::duplicate);
		on(Methods.PERSONAS_DEPENDANTS, catalog.personas()::dependants);
		on(Methods.PERSONAS_DELETE, catalog.personas()::delete);
		on(Methods.PERSONAS_UNDO, catalog.personas()::undo);
		on(Methods.PERSONAS_SHARE, catalog.personas()::share);
		on(Methods.PERSONAS_MARK, catalog.personas()::mark);
		on(Methods.PERSONAS_CONFIRM, catalog.personas()::confirm);
		on(Methods.PERSONAS_IMPORT, catalog.personas()::importing);
		on(Methods.PERSONAS_EXPORT, catalog.personas()::export);
		on(Methods.PERSONAS_HISTORY, catalog.personas()::history);
		on(Methods.PERSONAS_RESTORE, catalog.personas()::restore);
		on(Methods.TEAMS_LIST, catalog.teams()::list);
		on(Methods.TEAMS_GET, catalog.teams()::get);
		on(Methods.TEAMS_SAVE, catalog.teams()::save);
		on(Methods.TEAMS_DUPLICATE, catalog.teams()::duplicate);
		on(Methods.TEAMS_DELETE, catalog.teams()::delete);
		on(Methods.TEAMS_UNDO, catalog.teams()::undo);
		on(Methods.TEAMS_EXPORT, catalog.teams()::export);
		on(Methods.TEAMS_HISTORY, catalog.teams()::history);
		on(Methods.TEAMS_RESTORE, catalog.teams()::restore);
		on(Methods.TEAMS_DEPLOY, catalog.teams()::deploy);
		on(Methods.DIRECTORY_LIST, catalog.directory()::list);
		on(Methods.DIRECTORY_ORPHANS, catalog.directory()::orphans);
		on(Methods.DIRECTORY_REPAIR, catalog.directory()::repair);
		on(Methods.DIRECTORY_OTHERS, catalog.directory()::others);
		on(Methods.DIRECTORY_COPY, catalog.directory()::copy);
		on(Methods.IDENTITIES_LIST, catalog.identities()::list);
		on(Methods.IDENTITIES_USE, catalog.identities()::use);
		on(Methods.IDENTITIES_CREATE, catalog.identities()::create);
		on(Methods.IDENTITIES_IMPORT, catalog.identities()::importing);
		on(Methods.IDENTITIES_EXPORT, catalog.identities()::export);
		on(Methods.IDENTITIES_REMOVE, catalog.identities()::remove);
		return this;
	}

	SessionsService sessions() {
		return sessions;
	}

	MetricsService metrics() {
		return metrics;
	}

	/** Every method that {@link #run} knows. */
	Set<String> names() {
		return Set.copyOf(calls.keySet());
	}

	private <P, R> void on(Method<P, R> method, Function<P, CompletionStage<Outcome<R>>> work) {
		calls.put(method.name(), params -> {
			P p = params(method, params);
			CompletionStage<JsonNode> answer = p instanceof Changing changing ? once(changing.command(), () -> answer(work.apply(p)))
					: answer(work.apply(p));
			return answer;
		});
	}

	/** For what may have many thousand parts; nothing here looks into the answer. */
	private <P, R> void onLong(Method<P, R> method, Function<P, CompletionStage<Outcome<R>>> work) {
		calls.put(method.name(), params -> answer(work.apply(params(method, params)), Codec::written));
	}

	static <P> P params(Method<P, ?> method, JsonNode params) {
		return Codec.fromTree(params.isNull() || params.isMissingNode() ? Codec.object() : params, method.params());
	}

	static <R> CompletionStage<JsonNode> answer(CompletionStage<Outcome<R>> outcome) {
		return answer(outcome, Codec::tree);
	}

	private static <R> CompletionStage<JsonNode> answer(CompletionStage<Outcome<R>> outcome, Function<R, JsonNode> form) {
		return outcome.thenApply(result -> switch (result) {
		case Outcome.Ok<R> ok -> form.apply(ok.value());
		case Outcome.NotOk<R> not -> throw Failures.toRpc(not.failure());
		});
	}

	private CompletionStage<JsonNode> once(CommandId command, Supplier<CompletionStage<JsonNode>> work) {
		CompletableFuture<JsonNode> mine = new CompletableFuture<>();
		@Nullable
		CompletionStage<JsonNode> first = running.putIfAbsent(command, mine);
		if (first != null) {
			return first;
		}
		stored(command)
				.thenComposeAsync(stored -> stored.isPresent()
						? CompletableFuture.completedFuture(Codec.parse(stored.get())) : work.get(), workers)
				.whenComplete((result, error) -> {
					running.remove(command);
					if (error != null) {
						mine.completeExceptionally(error);
					} else {
						mine.complete(result);
					}
				});
		return mine;
	}

	private CompletionStage<Optional<String>> stored(CommandId command) {
		try {
			return entries.commandResult(command);
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	/** Runs a method; the stage fails with an {@link RpcException}. */
	CompletionStage<JsonNode> run(String method, JsonNode params) {
		Call call = calls.get(method);
		if (call == null) {
			return CompletableFuture.failedFuture(RpcException.methodNotFound(method));
		}
		CompletionStage<JsonNode> answer;
		try {
			answer = call.run(params);
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		return answer.exceptionallyCompose(e -> {
			Failure failure = Failures.of(e);
			return CompletableFuture.failedFuture(Failures.toRpc(failure));
		});
	}
}
