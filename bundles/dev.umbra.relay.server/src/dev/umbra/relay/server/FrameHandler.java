package dev.umbra.relay.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.nostr.NostrException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;

/**
 * One WebSocket: messages of text only, in one part or several. They wait for the connection's thread, few of them; while it is behind, nothing is read,
 * which the client feels. What is sent waits in Netty, and a client for which too much waits is dropped.
 */
final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> implements Outlet {
	private static final System.Logger LOG = System.getLogger(FrameHandler.class.getName());
	private static final int MOST_PARTS = 1000;
	private static final int MOST_WAITING = 64;
	private static final long MOST_UNSENT = 8L * 1024 * 1024;
	private static final long SLOWEST_SECONDS = 30;
	private static final int PING_SECONDS = 30;
	private final Relay relay;
	private final RelayConnection connection;
	private final ReentrantLock lock = new ReentrantLock();
	private final Condition changed = lock.newCondition();
	private final ArrayDeque<String> waiting = new ArrayDeque<>();
	private volatile @Nullable Channel channel;
	private @Nullable ByteArrayOutputStream parts;
	private int partCount;
	private boolean gone;
	private boolean asked;

	FrameHandler(Relay relay) {
		this.relay = relay;
		this.connection = new RelayConnection(relay, this);
	}

	/** Netty's thread: the handshake is done. */
	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		channel = context.channel();
		context.pipeline().addBefore(context.name(), "idle", new IdleStateHandler(2 * PING_SECONDS + 5, 0, PING_SECONDS));
		if (relay.opened(connection)) {
			Threads.virtual("relay-server-" + context.channel().id().asShortText(), this::run);
		}
	}

	private void run() {
		try {
			for (String frame = next(); frame != null; frame = next()) {
				connection.received(frame);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "the relay could not handle a message", e);
			close(1011, "the relay failed");
		}
	}

	/** The next frame, or null when the client is gone. */
	private @Nullable String next() throws InterruptedException {
		lock.lockInterruptibly();
		try {
			while (waiting.isEmpty() && !gone) {
				changed.await();
			}
			String frame = gone ? null : waiting.poll();
			Channel there = channel;
			if (there != null && waiting.size() < MOST_WAITING / 2) {
				there.config().setAutoRead(true);
			}
			return frame;
		} finally {
			lock.unlock();
		}
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
		switch (frame) {
		case TextWebSocketFrame text -> text(context, text);
		case ContinuationWebSocketFrame next when parts != null -> append(context, parts, next);
		case PingWebSocketFrame ping -> context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
		case PongWebSocketFrame pong -> asked = false;
		case CloseWebSocketFrame close -> context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
		default -> connection.drop(1003, "text only");
		}
	}

	private void text(ChannelHandlerContext context, TextWebSocketFrame frame) {
		if (parts != null) {
			connection.drop(1002, "a message within a message");
		} else if (frame.isFinalFragment()) {
			whole(context, frame.content().nioBuffer());
		} else {
			parts = new ByteArrayOutputStream();
			append(context, parts, frame);
		}
	}

	/** Some clients send long messages in parts: together they must not be longer than one in one part. */
	private void append(ChannelHandlerContext context, ByteArrayOutputStream before, WebSocketFrame part) {
		partCount++;
		if (before.size() + part.content().readableBytes() > relay.limits.messageLength() || partCount > MOST_PARTS) {
			connection.drop(1009, "longer than " + relay.limits.messageLength() + " bytes, or in more than " + MOST_PARTS + " parts");
			return;
		}
		byte[] bytes = new byte[part.content().readableBytes()];
		part.content().readBytes(bytes);
		before.writeBytes(bytes);
		if (part.isFinalFragment()) {
			parts = null;
			partCount = 0;
			whole(context, ByteBuffer.wrap(before.toByteArray()));
		}
	}

	private void whole(ChannelHandlerContext context, ByteBuffer bytes) {
		try {
			wait(context, connection.text(bytes));
		} catch (NostrException e) {
			connection.drop(1007, "not UTF-8");
		}
	}

	private void wait(ChannelHandlerContext context, String frame) {
		lock.lock();
		try {
			waiting.add(frame);
			if (waiting.size() >= MOST_WAITING) {
				context.channel().config().setAutoRead(false);
			}
			changed.signalAll();
		} finally {
			lock.unlock();
		}
	}

	@Override
	public void send(String frame) {
		Channel there = channel;
		if (there == null || !there.isActive()) {
			return;
		}
		if (there.bytesBeforeWritable() > MOST_UNSENT) {
			connection.drop(1008, "too slow");
			there.close();
			return;
		}
		there.writeAndFlush(new TextWebSocketFrame(frame));
	}

	@Override
	public boolean awaitRoom() throws InterruptedException {
		Channel there = channel;
		long left = TimeUnit.SECONDS.toNanos(SLOWEST_SECONDS);
		lock.lockInterruptibly();
		try {
			while (there != null && there.isActive() && !there.isWritable() && left > 0) {
				left = changed.awaitNanos(left);
			}
		} finally {
			lock.unlock();
		}
		if (left <= 0 && there != null) {
			connection.drop(1008, "too slow");
			there.close();
		}
		return there != null && there.isActive();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		signal(false);
	}

	private void signal(boolean ended) {
		lock.lock();
		try {
			gone |= ended;
			changed.signalAll();
		} finally {
			lock.unlock();
		}
	}

	/** A silent client is asked whether it is there; one that was asked and says nothing is let go. */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof IdleStateEvent idle) {
			switch (idle.state()) {
			case ALL_IDLE -> {
				asked = true;
				context.writeAndFlush(new PingWebSocketFrame());
			}
			case READER_IDLE -> {
				if (asked && context.channel().config().isAutoRead()) {
					context.close();
				}
			}
			case WRITER_IDLE -> {
				// not asked for
			}
			}
		}
	}

	@Override
	public void close(int status, String reason) {
		Channel there = channel;
		if (there != null && there.isActive()) {
			there.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
		}
		signal(true);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		relay.left(connection);
		signal(true);
	}

	/** Netty has answered violations of the protocol with the right status already. */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof TooLongFrameException) {
			connection.drop(1009, "longer than " + relay.limits.messageLength() + " bytes");
		} else {
			relay.counters.dropped.increment();
			context.close();
		}
	}
}
