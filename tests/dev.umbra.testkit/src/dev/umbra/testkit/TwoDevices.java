package dev.umbra.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

/**
 * What a person does on two devices over one relay, with real hosts that are killed in the middle; after each step both must show the same, and
 * nothing may wait. Any relay will do. One thread.
 */
public final class TwoDevices {
	private static final Duration LIMIT = Duration.ofSeconds(180);
	private static final CountDownLatch NEVER = new CountDownLatch(1);
	private static final String OF_ONE = "Reviewer of one";
	private static final String OF_TWO = "Reviewer of two";
	private final Device one;
	private final Device two;
	private final Relay relay;
	private final RelayMode mode;
	private final List<String> table = new ArrayList<>();
	private final Map<String, String> wanted = new TreeMap<>();
	private String reviewer = "";
	private String writer = "";

	/** A host with a data folder of its own. */
	public interface Device {
		Personas personas();

		Identities identities();

		Agents agents();

		Relays relays();

		void start();

		/** As {@code kill -9}. */
		void kill();

		/** How much its clock is ahead, from its next start on. */
		void clock(Duration ahead);
	}

	/** The relay; after a stop it comes back at the same address, with what it had. */
	public interface Relay {
		String name();

		String url();

		void start();

		void stop();
	}

	private interface Step {
		void run() throws Exception;
	}

	public TwoDevices(Device one, Device two, Relay relay, RelayMode mode) {
		this.one = one;
		this.two = two;
		this.relay = relay;
		this.mode = mode;
	}

	/** @return a line for each step: what, relay, mode, result. @throws AssertionError if both do not end with the same */
	public List<String> all() throws Exception {
		relay.start();
		one.start();
		two.start();
		ok(one.identities().create(new Identities.Create(CommandId.random(), "me")));
		reviewer = save(one, null, "Reviewer", null);
		sameIdentity();
		writer = save(two, null, "Writer", null);
		step("records made before the relay was added", this::relayAdded);
		step("edited in turn", this::editedInTurn);
		step("created, host killed at once", () -> wanted.put(killedAfter(one, () -> save(one, null, "Created", null)), "Created"));
		step("edited, host killed at once", () -> wanted.put(killedAfter(two, () -> save(two, reviewer, "Reviewer, killed", null)), "Reviewer, killed"));
		step("deleted, host killed at once", () -> wanted.remove(killedAfter(one, () -> delete(one, "Created", false))));
		step("deleted and undone", this::undone);
		step("deleted with time to undo, host killed meanwhile", () -> {
			wanted.put(save(two, null, "Not for long", null), "Not for long");
			same();
			wanted.remove(killedAfter(one, () -> delete(one, "Not for long", true)));
		});
		step("edited offline on both", this::offline);
		step("one clock 10 minutes ahead", () -> skewed(Duration.ofMinutes(10)));
		step("that clock 10 minutes behind", () -> skewed(Duration.ofMinutes(-10)));
		step("a command from the other device waits for consent", this::command);
		return List.copyOf(table);
	}

	private void step(String what, Step step) throws Exception {
		long began = System.nanoTime();
		step.run();
		same();
		table.add(String.format(Locale.ROOT, "%-52s | %-12s | %-15s | same on both after %.1f s", what, relay.name(), mode.word(),
				(System.nanoTime() - began) / 1e9));
	}

	private void sameIdentity() {
		String npub = ok(one.identities().list(new Nothing())).identities().getFirst().npub();
		String key = ok(one.identities().export(new Identities.Export(npub, null, npub))).key();
		ok(two.identities().importing(new Identities.Import(CommandId.random(), key, null, "me", false)));
	}

	private void relayAdded() {
		for (Device each : List.of(one, two)) {
			ok(each.relays().add(new Relays.Add(CommandId.random(), relay.url(), mode, null)));
		}
		wanted.put(reviewer, "Reviewer");
		wanted.put(writer, "Writer");
	}

	private void editedInTurn() {
		edit(one, reviewer, "Reviewer 2");
		same();
		edit(two, reviewer, "Reviewer 3");
		same();
		edit(one, reviewer, "Reviewer 4");
	}

	private void undone() {
		String id = delete(two, "Writer", true);
		until(() -> "still there", () -> !shown(two).containsKey(id));
		ok(two.personas().undo(new Personas.Undo(CommandId.random(), id)));
	}

	/** Which edit wins is for whoever reaches the relay first to say; the other one is in the history of who wrote it. */
	private void offline() {
		relay.stop();
		save(one, reviewer, OF_ONE, null);
		wanted.put(save(one, null, "Made offline by one", null), "Made offline by one");
		edit(two, reviewer, "Reviewer of two, first");
		edit(two, reviewer, "Reviewer of two, then");
		save(two, reviewer, OF_TWO, null);
		wanted.put(save(two, null, "Made offline by two", null), "Made offline by two");
		wanted.remove(delete(two, "Writer", false));
		relay.start();
		for (Device each : List.of(two, one)) {
			ok(each.relays().sync(new Relays.Sync(relay.url())));
			until(() -> "not sent: " + status(each), () -> status(each).pendingOut() == 0 && status(each).state() == RelayState.LIVE);
		}
		until(() -> "not the same: " + shown(one) + " and " + shown(two), () -> shown(one).equals(shown(two)));
		String won = shown(one).get(reviewer);
		wanted.put(reviewer, won);
		String other = OF_ONE.equals(won) ? OF_TWO : OF_ONE;
		Device loser = OF_ONE.equals(won) ? two : one;
		until(() -> "not in the history, after \"" + won + "\" won: " + other, () -> ok(loser.personas().history(new Personas.Get(reviewer))).kept().stream()
				.anyMatch(kept -> kept.content().contains('"' + other + '"')));
	}

	private void skewed(Duration ahead) {
		two.kill();
		two.clock(ahead);
		two.start();
		edit(two, reviewer, "Reviewer at " + ahead);
		same();
		edit(one, reviewer, "Reviewer of one, after " + ahead);
		same();
		wanted.put(save(two, null, "Made at " + ahead, null), "Made at " + ahead);
		same();
		wanted.remove(delete(one, "Made at " + ahead, false));
	}

	private void command() {
		String slug = save(one, null, "Brings a command", "/bin/false --never");
		wanted.put(slug, "Brings a command");
		same();
		if (ok(two.personas().get(new Personas.Get(slug))).commandConfirmed() || !ok(one.personas().get(new Personas.Get(slug))).commandConfirmed()) {
			throw new AssertionError("who typed the command has confirmed it, and nobody else");
		}
		Outcome<Agents.Added> added = done(two.agents().add(new Agents.Add(CommandId.random(), "plays it", null, null, List.of(), Map.of(), null, false, false,
				Map.of(), slug)));
		if (!(added instanceof Outcome.NotOk<Agents.Added> not) || not.failure().code() != Failure.Code.REFUSED) {
			throw new AssertionError("a command that nobody here has confirmed is not taken: " + added);
		}
	}

	private void edit(Device device, String slug, String name) {
		save(device, slug, name, null);
		wanted.put(slug, name);
	}

	/** @return what the step did, after the host was killed and is there again */
	private static String killedAfter(Device device, Supplier<String> step) {
		String slug = step.get();
		device.kill();
		device.start();
		return slug;
	}

	private static String save(Device device, @Nullable String slug, String name, @Nullable String command) {
		return ok(device.personas().save(new Personas.Save(CommandId.random(), slug, null, name, null, command, null, null, null, null, null, null, null,
				null, null))).slug().value();
	}

	private static String delete(Device device, String name, boolean undoable) {
		return ok(device.personas().delete(new Personas.Delete(CommandId.random(), name, undoable))).id();
	}

	private static Map<String, String> shown(Device device) {
		Map<String, String> shown = new TreeMap<>();
		ok(device.personas().list(new Nothing())).personas().stream().filter(each -> !each.builtIn())
				.forEach(each -> shown.put(each.persona().slug().value(), each.persona().displayName()));
		return shown;
	}

	private RelayStatus status(Device device) {
		return ok(device.relays().list(new Nothing())).relays().getFirst();
	}

	private void same() {
		for (Device each : List.of(one, two)) {
			until(() -> "wanted is " + wanted + ", there is " + shown(each) + "; " + status(each), () -> shown(each).equals(wanted));
		}
		for (Device each : List.of(one, two)) {
			until(() -> "something waits: " + status(each), () -> status(each).pendingOut() == 0 && status(each).state() == RelayState.LIVE);
		}
	}

	private static void until(Supplier<String> what, Callable<Boolean> so) {
		long end = System.nanoTime() + LIMIT.toNanos();
		try {
			while (!so.call()) {
				if (System.nanoTime() > end) {
					throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
				}
				NEVER.await(20, TimeUnit.MILLISECONDS);
			}
		} catch (AssertionError e) {
			throw e;
		} catch (Exception e) {
			throw new AssertionError(what.get(), e);
		}
	}

	private static <T> Outcome<T> done(CompletionStage<Outcome<T>> answer) {
		return answer.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	private static <T> T ok(CompletionStage<Outcome<T>> answer) {
		return done(answer).orThrow();
	}
}
