package dev.umbra.relay.server;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Version;
import dev.umbra.nostr.RelayDocument;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.ReadTimeoutHandler;

/**
 * What a new connection says first, in HTTP: it asks what the relay is (NIP-11), or becomes a WebSocket. Web pages are not let
 * in unless they can say who they are: any page that a person opens can reach this machine's own address.
 */
@ChannelHandler.Sharable
final class Doorway extends ChannelInitializer<Channel> {
	private static final int LONGEST_REQUEST = 8 * 1024;
	private static final long FIRST_WORDS_SECONDS = 10;
	private final RelayLimits limits;
	private final ChannelGroup clients;
	private volatile @Nullable Relay relay;

	/** @param clients filled with the connections there are */
	Doorway(RelayLimits limits, ChannelGroup clients) {
		this.limits = limits;
		this.clients = clients;
	}

	/** The port is bound, so the relay's names are known; what came before this is turned away. */
	void opens(Relay relay) {
		this.relay = relay;
	}

	@Override
	protected void initChannel(Channel channel) {
		clients.add(channel);
		channel.pipeline().addLast("first", new ReadTimeoutHandler(FIRST_WORDS_SECONDS, TimeUnit.SECONDS))
				.addLast("http", new HttpServerCodec()).addLast("whole", new HttpObjectAggregator(LONGEST_REQUEST)).addLast("door", new Door());
	}

	private final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
		@Override
		protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
			Relay there = relay;
			if (there == null || !request.decoderResult().isSuccess() || !request.method().equals(HttpMethod.GET)) {
				answer(context, HttpResponseStatus.BAD_REQUEST, "text/plain; charset=utf-8", "This is a Nostr relay; ask it by WebSocket.\n");
			} else if (!HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(Objects.requireNonNullElse(request.headers().get(HttpHeaderNames.UPGRADE), ""))) {
				describe(context, request, there);
			} else if (!there.admission.required() && (request.headers().contains(HttpHeaderNames.ORIGIN) || !meant(request, there))) {
				answer(context, HttpResponseStatus.FORBIDDEN, "text/plain; charset=utf-8", "This relay is not for web pages.\n");
			} else {
				upgrade(context, request, there);
			}
		}

		/** A name that someone else's DNS points at this machine is no name of ours. */
		private static boolean meant(FullHttpRequest request, Relay there) {
			String host = request.headers().get(HttpHeaderNames.HOST);
			return host != null && there.admission.names().contains("ws://" + host);
		}

		private void describe(ChannelHandlerContext context, FullHttpRequest request, Relay there) {
			String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
			if (accept.contains(RelayDocument.MEDIA_TYPE)) {
				answer(context, HttpResponseStatus.OK, RelayDocument.MEDIA_TYPE, limits.document(Version.OWN.product(), there.admission.required()).json());
			} else {
				answer(context, HttpResponseStatus.UPGRADE_REQUIRED, "text/plain; charset=utf-8", "This is a Nostr relay; ask it by WebSocket.\n");
			}
		}

		private void upgrade(ChannelHandlerContext context, FullHttpRequest request, Relay there) {
			WebSocketDecoderConfig strict = WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(limits.messageLength()).allowExtensions(false)
					.closeOnProtocolViolation(true).withUTF8Validator(true).build();
			WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory("ws://" + request.headers().get(HttpHeaderNames.HOST, "umbra"), null,
					strict).newHandshaker(request);
			if (handshaker == null) {
				WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
				return;
			}
			FrameHandler frames = new FrameHandler(there);
			handshaker.handshake(context.channel(), request).addListener(done -> {
				if (done.isSuccess()) {
					context.pipeline().remove("first");
					context.pipeline().replace(this, "frames", frames);
				} else {
					context.close();
				}
			});
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}
	}

	private static void answer(ChannelHandlerContext context, HttpResponseStatus status, String type, String body) {
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
		response.headers().set(HttpHeaderNames.CONTENT_TYPE, type).set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
				.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
	}
}
