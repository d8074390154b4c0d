package dev.umbra.wire;

import dev.umbra.core.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a stream: a bounded queue of lines and the thread that empties it, started with the first line and
 * named {@code <peer>#in}, since it feeds the other side's input. Lines leave whole and in the order they came; small ones
 * that wait together leave in one write and one flush.
 *
 * <p>Lock: {@code lock} guards the queue, is held for moments only, and never while writing or calling out.
 */
final class LineWriter {
	private static final System.Logger LOG = System.getLogger(LineWriter.class.getName());
	private static final int BURST = 64 << 10;

	/** What to do where the line would pass the bound. */
	enum WhenFull {
		WAIT, DROP, TAKE
	}

	/** Called on the writing thread, without the lock. */
	interface Listener {
		void writing(byte[] line);

		void drained();

		/** These calls (ids) will not leave any more. */
		void lost(List<Long> calls, Exception cause);
	}

	/** @param call the id of the call this line carries, 0 for none */
	private record Queued(byte[] line, long call) {
		long bytes() {
			return line.length + 1L;
		}
	}

	private enum State {
		OPEN, FINISHING, ENDED
	}

	private final String name;
	private final OutputStream out;
	private final JsonRpcPeer.Options options;
	private final Listener listener;
	private final byte[] burst = new byte[BURST];
	private int burstLength;
	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private final ReentrantLock lock = new ReentrantLock();
	private final Condition work = lock.newCondition();
	private final Condition room = lock.newCondition();
	private final ArrayDeque<Queued> queue = new ArrayDeque<>();
	private long queuedBytes;
	private State state = State.OPEN;
	private @Nullable Thread thread;

	LineWriter(String name, OutputStream out, JsonRpcPeer.Options options, Listener listener) {
		this.name = name;
		this.out = out;
		this.options = options;
		this.listener = listener;
	}

	/**
	 * Queues a line. A line larger than the whole bound passes when the queue is empty. The writing thread itself never
	 * waits.
	 *
	 * @return false if it was dropped because the queue is full
	 * @throws PeerClosedException if nothing is taken any more, also after a wait
	 */
	boolean add(byte[] line, long call, WhenFull whenFull) {
		Queued queued = new Queued(line, call);
		lock.lock();
		try {
			requireOpen();
			while (queuedBytes > 0 && queuedBytes + queued.bytes() > options.maxQueuedBytes() && whenFull != WhenFull.TAKE
					&& Thread.currentThread() != thread) {
				if (whenFull == WhenFull.DROP) {
					return false;
				}
				room.awaitUninterruptibly();
				requireOpen();
			}
			queue.add(queued);
			queuedBytes += queued.bytes();
			if (thread == null) {
				thread = start();
			}
			work.signal();
			return true;
		} finally {
			lock.unlock();
		}
	}

	/** Bytes that were taken and not yet handed to the stream whole. */
	long queuedBytes() {
		lock.lock();
		try {
			return queuedBytes;
		} finally {
			lock.unlock();
		}
	}

	/** Takes nothing more, writes what is queued, then closes the stream and completes. Returns at once. */
	CompletionStage<Void> finish() {
		end(State.FINISHING);
		return closed.minimalCompletionStage();
	}

	/** Drops what is queued and closes the stream, waking a thread that is blocked in it where Java can. Returns at once. */
	void abort() {
		end(State.ENDED);
	}

	private void end(State wanted) {
		boolean unused;
		lock.lock();
		try {
			if (state.compareTo(wanted) >= 0) {
				return;
			}
			unused = thread == null && state == State.OPEN;
			state = wanted;
			if (wanted == State.ENDED) {
				queue.clear();
				queuedBytes = 0;
				if (thread != null) {
					thread.interrupt();
				}
			}
			work.signal();
			room.signalAll();
		} finally {
			lock.unlock();
		}
		if (unused) {
			closeStream();
		}
	}

	private void requireOpen() {
		if (state != State.OPEN) {
			throw new PeerClosedException(name + ": the connection takes no more messages", null);
		}
	}

	private Thread start() {
		return switch (options.writer()) {
			case PLATFORM -> Threads.platformDaemon(name + "#in", this::run);
			case VIRTUAL -> Threads.virtual(name + "#in", this::run);
		};
	}

	private void run() {
		List<Queued> lines = List.of();
		try {
			for (lines = next(); !lines.isEmpty(); lines = next()) {
				write(lines);
				if (release(lines)) {
					listener.drained();
				}
			}
		} catch (IOException | RuntimeException e) {
			broken(lines, e);
		} finally {
			closeStream();
		}
	}

	/** Waits for lines and takes as many as make a burst; empty when the writer is to end. */
	private List<Queued> next() {
		lock.lock();
		try {
			while (queue.isEmpty() && state == State.OPEN) {
				work.awaitUninterruptibly();
			}
			List<Queued> lines = new ArrayList<>();
			long bytes = 0;
			while (!queue.isEmpty() && bytes < BURST) {
				Queued line = queue.remove();
				bytes += line.bytes();
				lines.add(line);
			}
			return lines;
		} finally {
			lock.unlock();
		}
	}

	private void write(List<Queued> lines) throws IOException {
		for (Queued queued : lines) {
			listener.writing(queued.line());
			if (queued.line().length > BURST - burstLength) {
				writeBurst();
			}
			if (queued.line().length > BURST) {
				out.write(queued.line());
			} else {
				System.arraycopy(queued.line(), 0, burst, burstLength, queued.line().length);
				burstLength += queued.line().length;
			}
			if (burstLength == BURST) {
				writeBurst();
			}
			burst[burstLength++] = '\n';
		}
		writeBurst();
		out.flush();
	}

	private void writeBurst() throws IOException {
		int length = burstLength;
		burstLength = 0;
		if (length > 0) {
			out.write(burst, 0, length);
		}
	}

	/** Gives the room of written lines back; true if the queue is empty now. */
	private boolean release(List<Queued> lines) {
		lock.lock();
		try {
			if (state == State.ENDED) {
				return false;
			}
			for (Queued line : lines) {
				queuedBytes -= line.bytes();
			}
			room.signalAll();
			return queuedBytes == 0;
		} finally {
			lock.unlock();
		}
	}

	private void broken(List<Queued> writing, Exception e) {
		List<Long> lost = new ArrayList<>();
		lock.lock();
		try {
			if (state == State.ENDED) {
				return;
			}
			writing.forEach(line -> lost.add(line.call()));
			queue.forEach(line -> lost.add(line.call()));
			state = State.ENDED;
			queue.clear();
			queuedBytes = 0;
			room.signalAll();
		} finally {
			lock.unlock();
		}
		lost.removeIf(call -> call == 0);
		LOG.log(System.Logger.Level.DEBUG, name + ": writing ended", e);
		listener.lost(lost, e);
	}

	private void closeStream() {
		try {
			out.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, name + ": closing the output", e);
		}
		closed.complete(null);
	}
}
