package dev.umbra.relay;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.Threads;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.PublicKey;
import dev.umbra.nostr.RelayDocument;

/**
 * One link, as long as it is used: connects, lets a {@link Conversation} have the socket, and connects again when it is lost, after
 * 1 s, then longer, up to 30 s. All of it is done by one virtual thread, {@code relay-<host>}, woken by its queue. Where the relay refuses, it
 * waits for the person.
 */
final class LinkConnection {
	private static final System.Logger LOG = System.getLogger(LinkConnection.class.getName());
	/** UTF-8 bytes of a message to a relay that does not say how many it takes. */
	private static final int USUAL_MESSAGE = 64 * 1024;
	private static final int MOST_MESSAGE = 1024 * 1024;
	private static final Duration TICK = Duration.ofSeconds(1);
	private static final Duration PING = Duration.ofSeconds(30);
	private static final Duration SILENCE = Duration.ofSeconds(60);
	private static final Duration PATIENCE = Duration.ofSeconds(10);
	private static final Duration SENDING = Duration.ofSeconds(30);
	private static final int LONGEST_WAIT_SECONDS = 30;
	private static final int BATCH = 256;
	private static final String WAIT_HINT = "It is tried again by itself. Is the address right, and does the network work?";
	private static final String REFUSED_HINT = "Ask who runs the relay for access, or use another one; then: umbra relay sync";
	private final RelayLink link;
	private final Doors doors;
	private final Seals seals;
	private final CatalogAccess catalog;
	private final Clocks clocks;
	private final Told told;
	private final Counted counted = new Counted();
	private final BlockingQueue<Heard> queue = new LinkedBlockingQueue<>();
	private final CompletableFuture<Void> ended = new CompletableFuture<>();
	private final MessageReader reader = new MessageReader(SocketListener.LONGEST * 3);
	private volatile RelayStatus status;
	private volatile boolean stopped;
	private RelayState state = RelayState.CONNECTING;
	private Instant since;
	private @Nullable String lastError;
	private int failures;

	/** Where the identity's seal comes from; blocks. */
	interface Seals {
		Optional<Seal> of(RelayLink link);
	}

	/** Told of each new state, on the link's thread. */
	interface Told {
		void state(RelayLink link, RelayState state);
	}

	LinkConnection(RelayLink link, Doors doors, Seals seals, CatalogAccess catalog, Clocks clocks, Told told) {
		this.link = link;
		this.doors = doors;
		this.seals = seals;
		this.catalog = catalog;
		this.clocks = clocks;
		this.told = told;
		this.since = clocks.instant();
		this.status = new RelayStatus(link, state, since, 0, 0, null, 0, 0, List.of(), 0, List.of(), null, null);
	}

	void start() {
		Threads.virtual("relay-" + link.relay().host(), this::live);
	}

	RelayLink link() {
		return link;
	}

	RelayStatus status() {
		return status;
	}

	void outboxChanged() {
		queue.add(new Heard.Outbox());
	}

	void again() {
		queue.add(new Heard.Again());
	}

	/** Asks this relay for somebody else's personas; answered within ten seconds, if only in words. */
	CompletableFuture<RelaySync.Shared> sharedBy(PublicKey author) {
		CompletableFuture<RelaySync.Shared> answer = new CompletableFuture<>();
		queue.add(new Heard.Others(author, answer));
		return answer.completeOnTimeout(unreachable("does not answer"), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private RelaySync.Shared unreachable(String why) {
		return new RelaySync.Shared(List.of(), List.of(link.relay() + " " + why + "."));
	}

	/** Completes when the connection is closed. */
	CompletableFuture<Void> stop() {
		stopped = true;
		queue.add(new Heard.Stop());
		return ended;
	}

	private void live() {
		try {
			while (!stopped) {
				once();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			ended.complete(null);
		}
	}

	private void once() throws InterruptedException {
		Talk talk = new Talk();
		enter(RelayState.CONNECTING);
		report(null);
		try {
			Seal seal = seals.of(link).orElse(null);
			if (seal == null) {
				talk.refused("The private key of this identity is not on this device.");
			} else {
				talk.with(seal);
			}
		} catch (CompletionException | IllegalStateException e) {
			talk.end("No connection: " + Words.reason(e));
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "the connection to " + link.relay() + " failed", e);
			talk.end("The connection failed: " + e.getMessage());
		}
		talk.close();
		try {
			catalog.tellAll();
		} catch (CompletionException e) {
			talk.end("What came could not be stored: " + Words.reason(e));
		}
		if (!stopped) {
			lastError = talk.end;
			enter(talk.refused ? RelayState.REFUSED : RelayState.WAITING);
			report(null);
			rest(talk.refused);
		}
	}

	/** Until it is time to try again, or the person says so. */
	private void rest(boolean refused) throws InterruptedException {
		long base = Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(failures++, 5)) * 1000;
		long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(base * 3 / 4 + ThreadLocalRandom.current().nextLong(base / 2));
		while (!stopped) {
			Heard heard = refused ? queue.take() : queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (heard == null) {
				return;
			}
			if (heard instanceof Heard.Again) {
				unhold();
				return;
			}
			if (heard instanceof Heard.Outbox) {
				report(null);
			}
			if (heard instanceof Heard.Others question) {
				question.answer().complete(unreachable("is not connected"));
			}
		}
	}

	private void unhold() {
		List<Queued> held = CatalogAccess.now(catalog.records().outbox(link.identity(), link.relay().url())).stream().filter(row -> row.held() != null).toList();
		if (!held.isEmpty()) {
			catalog.change(List.of(), working -> held.stream().<CatalogWrite>map(row -> new CatalogWrite.Hold(row.at(), row.relay(), null)).toList());
		}
	}

	private void enter(RelayState next) {
		if (state != next) {
			state = next;
			since = clocks.instant();
			if (next == RelayState.LIVE || next == RelayState.INCOMPLETE) {
				failures = 0;
				lastError = null;
			}
			report(null);
			told.state(link, next);
		}
	}

	private void report(@Nullable Conversation conversation) {
		int pending = 0;
		int held = 0;
		try {
			for (Queued row : CatalogAccess.now(catalog.records().outbox(link.identity(), link.relay().url()))) {
				pending++;
				held += row.held() == null ? 0 : 1;
			}
		} catch (CompletionException e) {
			LOG.log(System.Logger.Level.WARNING, "the outbox of " + link.relay() + " cannot be read", e);
		}
		List<String> words = conversation == null ? List.of() : conversation.words();
		String hint = state == RelayState.REFUSED ? REFUSED_HINT : state == RelayState.WAITING ? WAIT_HINT : null;
		status = new RelayStatus(link, state, since, pending, held, counted.lastIn(), counted.received(), counted.refused(), counted.refusals(),
				conversation == null ? 0 : conversation.keptAside(), words, lastError, hint);
	}

	/** One socket. */
	private final class Talk implements Line {
		private @Nullable WebSocket socket;
		private @Nullable Conversation conversation;
		private @Nullable String end;
		private boolean refused;
		private boolean changed;
		private int taken;
		private long heardAt;
		private long pingAt;
		private long tickAt;

		void with(Seal seal) throws InterruptedException {
			RelayDocument.Limits limits = doors.limits(link.relay());
			int longest = limits.messageLength() == null ? USUAL_MESSAGE : Math.min(limits.messageLength(), MOST_MESSAGE);
			queue.removeIf(heard -> heard instanceof Heard.Text || heard instanceof Heard.Odd || heard instanceof Heard.Lost || heard instanceof Heard.Pong);
			socket = doors.open(link.relay(), new SocketListener(queue));
			Conversation talk = new Conversation(link, seal, catalog, clocks, counted, longest, this);
			conversation = talk;
			heardAt = clocks.nanos();
			pingAt = heardAt + PING.toNanos();
			talk.opened();
			while (end == null && !stopped) {
				Heard first = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
				for (int i = 0; first != null && i < BATCH && end == null; i++) {
					heard(talk, first);
					first = i + 1 < BATCH ? queue.poll() : null;
				}
				if (end == null) {
					talk.settle();
				}
				if (end == null) {
					passTime(talk);
				}
			}
		}

		private void heard(Conversation talk, Heard heard) {
			switch (heard) {
			case Heard.Text message -> {
				taken();
				if (!talk.glanced(message.text())) {
					talk.heard(reader.relay(message.text()));
				}
			}
			case Heard.Odd odd -> {
				taken();
				talk.unreadable(odd.words());
			}
			case Heard.Pong pong -> taken();
			case Heard.Lost lost -> end(lost.words());
			case Heard.Outbox outbox -> {
				talk.outboxChanged();
				changed = true;
			}
			case Heard.Again again -> {
				unhold();
				talk.again();
			}
			case Heard.Others question -> talk.sharedBy(question.author(), question.answer());
			case Heard.Stop stop -> end("The link is not used any more.");
			}
		}

		/** As many more may come. */
		private void taken() {
			heardAt = clocks.nanos();
			changed = true;
			if (++taken == SocketListener.AT_ONCE && socket != null) {
				taken = 0;
				socket.request(SocketListener.AT_ONCE);
			}
		}

		private void passTime(Conversation talk) {
			long now = clocks.nanos();
			if (now - heardAt >= SILENCE.toNanos()) {
				end("Nothing was heard of the relay for " + SILENCE.toSeconds() + " seconds.");
				return;
			}
			if (socket != null && now - pingAt >= 0) {
				pingAt = now + PING.toNanos();
				await(socket.sendPing(ByteBuffer.allocate(0)));
			}
			if (now - tickAt >= TICK.toNanos()) {
				tickAt = now;
				talk.tick();
				if (changed) {
					changed = false;
					report(talk);
				}
			}
		}

		private void await(CompletableFuture<?> sending) {
			try {
				sending.orTimeout(SENDING.toSeconds(), TimeUnit.SECONDS).join();
			} catch (CompletionException e) {
				end("The connection broke while something was sent: " + Words.reason(e));
			}
		}

		@Override
		public void send(String frame) {
			if (socket != null && end == null) {
				await(socket.sendText(frame, true));
			}
		}

		@Override
		public void end(String why) {
			if (end == null) {
				end = why;
			}
		}

		@Override
		public void refused(String why) {
			refused = true;
			end(why);
		}

		@Override
		public void state(RelayState next) {
			enter(next);
			report(conversation);
		}

		@Override
		public void trouble(String words) {
			lastError = words;
			changed = true;
			LOG.log(System.Logger.Level.WARNING, link.relay() + ": " + words);
		}

		void close() {
			if (socket != null) {
				socket.abort();
			}
		}
	}
}
