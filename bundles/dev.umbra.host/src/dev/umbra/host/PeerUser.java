package dev.umbra.host;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Whether the process at the other end of a socket is the same user's, where the system says so. */
final class PeerUser {
	private PeerUser() {
	}

	static boolean isOurs(SocketChannel channel) throws IOException {
		if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
			return true;
		}
		UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
		return peer.user().getName().equals(ProcessHandle.current().info().user().orElse(System.getProperty("user.name")));
	}
}
