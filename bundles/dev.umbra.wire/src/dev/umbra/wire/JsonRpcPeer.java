package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One side of a JSON-RPC 2.0 connection, one UTF-8 message per line: ACP over the pipes of an agent, the local API over a
 * socket. Both sides may call; a peer knows nothing of the methods.
 *
 * <p>Reading happens on the thread that calls {@link #run()}. It hands everything to the {@link Handler} in wire order,
 * and completes the answers of calls there too: what came before an answer has been handled when the answer arrives. So
 * the reading thread must never wait for the writing side, or two peers with full pipes would wait for each other: writing
 * has a thread of its own and a queue. {@link #call}, {@link #begin} and {@link #notify} wait while the queue is full
 * (back-pressure), except on the reading and the writing thread; answers to requests never wait. A peer that keeps asking
 * and does not read what it is answered is cut off at {@link Options#hardBound()}.
 *
 * <p>Nothing that arrives ends the connection: a bad line is counted, reported to {@link Handler#junk} and passed over.
 * Only the end of the file, an I/O error or {@link #close()} does. Any thread may call any method but {@code run}.
 * Source of the rules: specs agents.md, <i>Rules that bite</i> 1 to 4; JSON-RPC 2.0.
 */
public final class JsonRpcPeer implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(JsonRpcPeer.class.getName());

	private final String name;
	private final InputStream in;
	private final Handler handler;
	private final Options options;
	private final Tally tally = new Tally();
	private final PendingCalls pending = new PendingCalls();
	private final LineWriter writer;
	private final LineReader lines;
	private final Dispatcher dispatcher;
	private final AtomicBoolean started = new AtomicBoolean();
	private final AtomicBoolean stopped = new AtomicBoolean();
	private volatile @Nullable Throwable stopCause;
	private volatile @Nullable Thread reader;
	private volatile @Nullable Runnable onDrained;

	/**
	 * What the other side says. Everything but {@code traffic} of outgoing lines runs on the reading thread, in wire order,
	 * so it should be quick; blocking it is back-pressure on the other side. What is thrown is logged and goes no further.
	 */
	public interface Handler {
		/**
		 * A request. Complete the stage, on any thread, with the result (null counts as JSON null), or exceptionally with a
		 * {@link RpcException}; any other exception is answered with −32603 and its message.
		 *
		 * @param params an object, an array, or a null node where there are none; never null
		 */
		CompletionStage<JsonNode> request(String method, JsonNode params);

		/**
		 * As {@link #request(String, JsonNode)}, which it calls; for protocols in which the other side may name the request
		 * later on ({@code $/cancel_request} of ACP).
		 *
		 * @param id string or number, as sent
		 */
		default CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode params) {
			return request(method, params);
		}

		/** A notification; also a message with a method and the id null. */
		void notification(String method, JsonNode params);

		/**
		 * A request has its answer, which leaves next; on the thread that completed it. For counting: must be quick.
		 *
		 * @param result what is answered, null where that is JSON null and where {@code ok} is false
		 */
		default void answered(String method, boolean ok, @Nullable JsonNode result) {
		}

		/** A call of ours is answered, on the reading thread, before its stage completes. For counting, as {@link #answered}. */
		default void received(String method, boolean ok, @Nullable JsonNode result) {
		}

		/** A bad line. Counted and logged already. */
		default void junk(Junk junk) {
		}

		/**
		 * The last callback, exactly once, after the last line was handled. Calls still wait: this is the moment for
		 * {@link JsonRpcPeer#failPending} with a better reason; afterwards those left fail with {@link PeerClosedException}.
		 *
		 * @param cause null after the end of the file and after {@link JsonRpcPeer#close()}, else the error
		 */
		default void closed(@Nullable Throwable cause) {
		}

		/**
		 * Every line that is not empty, as it is on the wire without its line end: incoming ones on the reading thread before
		 * they are handled (skipped ones are not shown), outgoing ones on the writing thread before they are written.
		 *
		 * @param line starts with the line; valid during this call only, not to be changed
		 * @param length bytes of {@code line} that count
		 */
		default void traffic(boolean outgoing, byte[] line, int length) {
		}
	}

	/** What kind of thread writes: a platform thread for process pipes, whose writes pin a carrier; virtual for sockets. */
	public enum WriterThread {
		PLATFORM, VIRTUAL
	}

	/**
	 * Bounds.
	 *
	 * @param maxLineBytes longest line that is taken, in bytes without its line end, from 1 KiB to 1 GiB
	 * @param maxQueuedBytes bytes that may wait to be written before {@code call} and {@code notify} wait and {@code offer}
	 *        drops; a single larger message passes when nothing else waits
	 */
	public record Options(int maxLineBytes, int maxQueuedBytes, WriterThread writer) {
		/** 32 MiB lines, 8 MiB queue, a platform thread: for process pipes. */
		public static final Options DEFAULT = new Options(32 << 20, 8 << 20, WriterThread.PLATFORM);
		/** The same with a virtual thread: for sockets. */
		public static final Options SOCKET = new Options(32 << 20, 8 << 20, WriterThread.VIRTUAL);

		public Options {
			if (maxLineBytes < 1 << 10 || maxLineBytes > 1 << 30 || maxQueuedBytes < 0) {
				throw new IllegalArgumentException("bounds out of range: " + maxLineBytes + ", " + maxQueuedBytes);
			}
		}

		/** As {@link #DEFAULT}, with these bounds. */
		public Options(int maxLineBytes, int maxQueuedBytes) {
			this(maxLineBytes, maxQueuedBytes, WriterThread.PLATFORM);
		}

		/** Bytes of unread answers at which a peer is cut off: four times the larger bound. */
		public long hardBound() {
			return 4L * Math.max(maxLineBytes, maxQueuedBytes);
		}
	}

	/**
	 * Starts nothing: reading starts with {@link #run()}, writing with the first message.
	 *
	 * @param name for log, errors and the writing thread ({@code <name>#in}), for example {@code agent-x} or {@code client-3}
	 * @param in unbuffered or not; closed by {@link #close()} and when {@code run} ends
	 * @param out the same; flushed after each burst, closed by the writing thread
	 */
	public JsonRpcPeer(String name, InputStream in, OutputStream out, Handler handler, Options options) {
		this.name = name;
		this.in = in;
		this.handler = handler;
		this.options = options;
		this.lines = new LineReader(in, options.maxLineBytes());
		this.writer = new LineWriter(name, out, options, new WriterEvents());
		this.dispatcher = new Dispatcher(name, handler, options, pending, tally, this::send);
	}

	/**
	 * Reads on the caller's thread until the end of the file, an I/O error, or {@link #close()}; once per peer. Then calls
	 * fail, {@link Handler#closed} runs, and when the requests that were read have been answered the output is closed too.
	 */
	public void run() {
		if (!started.compareAndSet(false, true)) {
			throw new IllegalStateException(name + ": run() was called before");
		}
		reader = Thread.currentThread();
		Throwable error = read();
		Throwable cause = stopped.get() ? stopCause : error;
		PeerClosedException refusal = new PeerClosedException(name + ": the connection has ended", cause);
		pending.refuse(refusal);
		try {
			handler.closed(cause);
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": closed() failed", e);
		}
		pending.failAll(refusal);
		reader = null;
		closeInput();
		dispatcher.whenAllAnswered(writer::finish);
	}

	private @Nullable Throwable read() {
		try {
			for (LineReader.Line line = lines.next(); line != null && !stopped.get(); line = lines.next()) {
				dispatcher.line(line);
			}
			return null;
		} catch (IOException e) {
			return e;
		}
	}

	/**
	 * Sends a request; waits while the queue is full.
	 *
	 * @param params an object or an array; null leaves them out
	 * @return completed on the reading thread, in wire order, with the result (a null node for JSON null), or exceptionally
	 *         with the other side's {@link RpcException}. Completed on another thread by {@link #close()},
	 *         {@link #failPending} and a broken output, with {@link PeerClosedException} or what was given. There is no time
	 *         limit. Cancelling it sends nothing; a later answer is ignored
	 * @throws IllegalArgumentException if the parameters cannot be written as JSON
	 */
	public CompletionStage<JsonNode> call(String method, @Nullable JsonNode params) {
		return begin(method, params).answer();
	}

	/**
	 * As {@link #call(String, JsonNode)}, for who must have dealt with the answer before the next line is handled: an answer
	 * may come before the stage is returned, and what is attached to it then runs on another thread, too late.
	 *
	 * @param named is told the call's id before anything is sent, for protocols in which either side may name it while it waits
	 * @param then runs on the reading thread when the answer comes, before the next line is handled
	 */
	public void call(String method, @Nullable JsonNode params, LongConsumer named,
			BiConsumer<? super @Nullable JsonNode, ? super @Nullable Throwable> then) {
		begin(method, params, call -> {
			named.accept(call.id());
			call.answer().whenComplete(then);
		});
	}

	/** As {@link #call}, for who needs the id. */
	public Call begin(String method, @Nullable JsonNode params) {
		return begin(method, params, call -> {
		});
	}

	private Call begin(String method, @Nullable JsonNode params, Consumer<PendingCalls.Pending> prepare) {
		PendingCalls.Pending call = pending.begin(method);
		prepare.accept(call);
		if (!call.answer().isDone()) {
			try {
				ObjectNode message = Messages.request(call.id(), method, params);
				send(JsonLines.line(message), call.id(), waiting());
			} catch (PeerClosedException e) {
				pending.fail(call.id(), e);
			} catch (RuntimeException e) {
				pending.take(call.id());
				throw e;
			}
		}
		return new Call(call.id(), call.answer());
	}

	/**
	 * Sends a notification; waits while the queue is full.
	 *
	 * @throws PeerClosedException if the connection takes no more messages
	 * @throws IllegalArgumentException if the parameters cannot be written as JSON
	 */
	public void notify(String method, @Nullable JsonNode params) {
		send(JsonLines.line(Messages.notification(method, params)), 0, waiting());
	}

	/**
	 * Sends a notification unless the queue is full; never waits. After a false, {@link #onDrained} tells when to try again:
	 * note the wish before offering, else the moment may have passed.
	 *
	 * @return false if it was dropped: the queue is full or the connection closed
	 */
	public boolean offer(String method, JsonNode params) {
		try {
			return send(JsonLines.line(Messages.notification(method, params)), 0, LineWriter.WhenFull.DROP);
		} catch (PeerClosedException e) {
			return false;
		}
	}

	/** Bytes that wait to be written or are being written. */
	public long queuedBytes() {
		return writer.queuedBytes();
	}

	/** What to run, on the writing thread, each time the queue has become empty. Replaces the one before. Must not block. */
	public void onDrained(Runnable action) {
		onDrained = action;
	}

	/** Fails every call that waits now with this cause, on the caller's thread, the oldest first. Later calls are free to try. */
	public void failPending(Throwable cause) {
		pending.failAll(cause);
	}

	public Counters counters() {
		return tally.counters();
	}

	/**
	 * Ends the output in order: takes no more messages, writes what is queued, then closes the stream (the agent sees the end
	 * of its input; a socket closes). Reading goes on until the other side ends. Returns at once.
	 *
	 * @return completed on the writing thread when the stream is closed, never exceptionally
	 */
	public CompletionStage<Void> finish() {
		return writer.finish();
	}

	/**
	 * Ends the connection now: calls that wait fail with {@link PeerClosedException}, what is queued is dropped, both streams
	 * are closed. Returns at once; repeats do nothing. A thread that is blocked in a process pipe is only woken by the end of
	 * the process.
	 */
	@Override
	public void close() {
		stop(null);
	}

	private void stop(@Nullable Throwable cause) {
		if (!stopped.compareAndSet(false, true)) {
			return;
		}
		stopCause = cause;
		PeerClosedException refusal = new PeerClosedException(name + ": the connection was closed", cause);
		pending.refuse(refusal);
		pending.failAll(refusal);
		writer.abort();
		closeInput();
	}

	private void closeInput() {
		try {
			in.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, name + ": closing the input", e);
		}
	}

	private LineWriter.WhenFull waiting() {
		return Thread.currentThread() == reader ? LineWriter.WhenFull.TAKE : LineWriter.WhenFull.WAIT;
	}

	private boolean send(byte[] line, long call, LineWriter.WhenFull whenFull) {
		boolean taken = writer.add(line, call, whenFull);
		if (whenFull == LineWriter.WhenFull.TAKE && writer.queuedBytes() > options.hardBound()) {
			String words = name + ": does not read; more than " + options.hardBound() + " bytes wait for it";
			LOG.log(System.Logger.Level.WARNING, words);
			stop(new PeerClosedException(words, null));
		}
		return taken;
	}

	private final class WriterEvents implements LineWriter.Listener {
		@Override
		public void writing(byte[] line) {
			tally.out(line.length + 1L);
			try {
				handler.traffic(true, line, line.length);
			} catch (Throwable e) {
				LOG.log(System.Logger.Level.WARNING, name + ": traffic() failed", e);
			}
		}

		@Override
		public void drained() {
			Runnable action = onDrained;
			if (action != null) {
				try {
					action.run();
				} catch (Throwable e) {
					LOG.log(System.Logger.Level.WARNING, name + ": onDrained failed", e);
				}
			}
		}

		@Override
		public void lost(List<Long> calls, Exception cause) {
			PeerClosedException failure = new PeerClosedException(name + ": could not be written to", cause);
			calls.forEach(call -> pending.fail(call, failure));
		}
	}

	/** The envelopes of JSON-RPC 2.0. */
	static final class Messages {
		private Messages() {
		}

		private static ObjectNode envelope() {
			return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
		}

		static ObjectNode request(long id, String method, @Nullable JsonNode params) {
			return withParams(envelope().put("id", id).put("method", method), params);
		}

		static ObjectNode notification(String method, @Nullable JsonNode params) {
			return withParams(envelope().put("method", method), params);
		}

		static ObjectNode result(JsonNode id, @Nullable JsonNode result) {
			return envelope().<ObjectNode>set("id", id).set("result", result);
		}

		static ObjectNode error(JsonNode id, RpcException e) {
			ObjectNode message = envelope().set("id", id);
			ObjectNode error = message.putObject("error").put("code", e.code()).put("message", e.message());
			if (e.data() != null) {
				error.set("data", e.data());
			}
			return message;
		}

		private static ObjectNode withParams(ObjectNode message, @Nullable JsonNode params) {
			return params == null || params.isNull() ? message : message.set("params", params);
		}
	}
}
