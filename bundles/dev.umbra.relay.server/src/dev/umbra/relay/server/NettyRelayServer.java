package dev.umbra.relay.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.EventStore;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.RelayServer;
import dev.umbra.nostr.Schnorr;
import dev.umbra.nostr.Signatures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The embedded relay on a port. Two threads of Netty's, {@code relay-server-io-…}, carry bytes; they neither verify nor wait.
 */
@Component(service = RelayServer.class)
public final class NettyRelayServer implements RelayServer {
	private static final System.Logger LOG = System.getLogger(NettyRelayServer.class.getName());
	private static final int LOW_WATER = 256 * 1024;
	private static final int HIGH_WATER = 1024 * 1024;
	private final EventStore store;
	private final Signatures signatures;
	private final Clocks clocks;
	private final RelayLimits limits;
	private @Nullable Running running;

	/** @param url as clients of this machine reach it */
	private record Running(Wanted wanted, Listening listening, Relay relay, Channel channel, ChannelGroup clients,
			EventLoopGroup loops) {
		/** Any port will do where any was asked for, and so will the one that was taken then. */
		boolean is(Wanted other) {
			return wanted.address().equals(other.address()) && wanted.allowed().equals(other.allowed())
					&& (wanted.port() == other.port() || listening.port() == other.port());
		}
	}

	@Activate
	public NettyRelayServer(@Reference HostRole role, @Reference EventStore store, @Reference Schnorr schnorr, @Reference Clocks clocks) {
		this(store, schnorr, clocks, RelayLimits.DEFAULT);
	}

	/** Without a framework, with limits of the caller's: for tests. */
	NettyRelayServer(EventStore store, Schnorr schnorr, Clocks clocks, RelayLimits limits) {
		this.store = store;
		this.signatures = new Signatures(schnorr);
		this.clocks = clocks;
		this.limits = limits;
	}

	/** A relay that needs no framework: for tests of those who use one. */
	public static RelayServer over(EventStore store, Schnorr schnorr, Clocks clocks) {
		return new NettyRelayServer(store, schnorr, clocks, RelayLimits.DEFAULT);
	}

	@Override
	public synchronized Listening listen(Wanted wanted) {
		if (running != null && running.is(wanted)) {
			return running.listening();
		}
		close();
		InetAddress address = address(wanted.address());
		boolean required = !address.isLoopbackAddress() || !wanted.allowed().isEmpty();
		if (required && wanted.allowed().isEmpty()) {
			throw new FailureException(Failure.usage("On " + wanted.address() + " other machines can reach the relay, and nobody is allowed to use it.",
					"Name the public keys that may (--allow NPUB, or the setting relay-serve-allow), or serve on 127.0.0.1."));
		}
		running = start(wanted, address, required);
		LOG.log(System.Logger.Level.INFO, "the relay listens on {0}", running.listening().url());
		return running.listening();
	}

	private static InetAddress address(String name) {
		try {
			InetAddress address = InetAddress.getByName(name);
			if (address.isAnyLocalAddress() || address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
				return address;
			}
		} catch (UnknownHostException | SocketException e) {
			LOG.log(System.Logger.Level.DEBUG, "no address of this machine", e);
		}
		throw new FailureException(Failure.usage(name + " is no address of this machine.", "Use 127.0.0.1, an address of this machine, or 0.0.0.0 for all."));
	}

	private Running start(Wanted wanted, InetAddress address, boolean required) {
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("relay-server-io", true), NioIoHandler.newFactory());
		ChannelGroup clients = new DefaultChannelGroup(loops.next(), true);
		Doorway doorway = new Doorway(limits, clients);
		ServerBootstrap bootstrap = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class).childHandler(doorway)
				.option(ChannelOption.SO_BACKLOG, 64).option(ChannelOption.SO_REUSEADDR, true)
				.childOption(ChannelOption.TCP_NODELAY, true)
				.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
		ChannelFuture bound = bootstrap.bind(new InetSocketAddress(address, wanted.port())).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
			throw new FailureException(Failure.failed("The relay cannot listen on " + wanted.address() + ":" + wanted.port() + ": " + words(bound.cause())
					+ ".", "Choose another port, or end the program that has this one."), bound.cause());
		}
		int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
		String host = address.isAnyLocalAddress() ? "127.0.0.1" : literal(address);
		Listening listening = new Listening("ws://" + host + ":" + port, wanted.address(), port, required);
		Relay relay = new Relay(store, signatures, clocks, limits, new Admission(required, wanted.allowed(), names(address, port)));
		doorway.opens(relay);
		return new Running(wanted, listening, relay, bound.channel(), clients, loops);
	}

	private static String words(@Nullable Throwable cause) {
		return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
	}

	private static String literal(InetAddress address) {
		String text = address.getHostAddress().replaceFirst("%.*", "");
		return text.contains(":") ? "[" + text + "]" : text;
	}

	/** The addresses by which this machine can be meant. */
	private static List<String> names(InetAddress address, int port) {
		Set<String> hosts = new LinkedHashSet<>();
		hosts.add(literal(address));
		if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
			hosts.addAll(List.of("127.0.0.1", "localhost", "[::1]"));
		}
		if (!address.isLoopbackAddress()) {
			try {
				hosts.add(InetAddress.getLocalHost().getHostName());
				NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).forEach(each -> hosts.add(literal(each)));
			} catch (UnknownHostException | SocketException e) {
				LOG.log(System.Logger.Level.WARNING, "the relay does not know all names of this machine", e);
			}
		}
		List<String> names = new ArrayList<>();
		hosts.forEach(host -> names.add("ws://" + host + ":" + port));
		return names;
	}

	/** How many clients there are now. */
	synchronized int connections() {
		return running == null ? 0 : running.relay().connections();
	}

	@Override
	@Deactivate
	public synchronized void close() {
		if (running == null) {
			return;
		}
		Running ends = running;
		running = null;
		ends.channel().close().awaitUninterruptibly(2, TimeUnit.SECONDS);
		ends.relay().close();
		ends.clients().newCloseFuture().awaitUninterruptibly(1, TimeUnit.SECONDS);
		ends.loops().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
	}
}
