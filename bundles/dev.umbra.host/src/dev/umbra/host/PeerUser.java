package dev.umbra.host;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Whether the process at the other end of a socket is the same user's, where the system says so. */
final class PeerUser {
	private PeerUser() {
	}

	/** @param ours a file or folder of our own: users are compared by number, since not every user has a name */
	static boolean isOurs(SocketChannel channel, Path ours) throws IOException {
		if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
			return true;
		}
		UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
		return peer.user().equals(Files.getOwner(ours));
	}
}
