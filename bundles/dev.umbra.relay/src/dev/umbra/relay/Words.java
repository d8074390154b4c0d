package dev.umbra.relay;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import dev.umbra.core.ForeignText;
import dev.umbra.nostr.RelayMessage.Prefix;

/** What a relay's refusals mean, and what to do; a relay's own words are a stranger's. */
final class Words {
	private static final int LONGEST = 200;

	private Words() {
	}

	/** A stranger's words, to be shown on one line. */
	static String foreign(String words) {
		return ForeignText.shownOnOneLine(ForeignText.shortened(words.strip(), LONGEST));
	}

	/** Why a record is not tried again by itself. */
	static String held(Prefix prefix, String words) {
		String said = words.isBlank() ? "" : " It said: " + foreign(words);
		return switch (prefix) {
		case BLOCKED -> "The relay has blocked this identity." + said + " Ask who runs it, or use another relay.";
		case RESTRICTED -> "The relay does not take records of this identity." + said + " Ask who runs it for access.";
		case INVALID -> "The relay thinks the record is wrong." + said + " Check the clock of this machine, and the record.";
		case POW -> "The relay wants proof of work, which Umbra does not do." + said + " Use another relay.";
		case MUTE -> "The relay keeps this identity muted." + said + " Use another relay.";
		case UNSUPPORTED -> "The relay does not support this." + said + " Use another relay.";
		case DUPLICATE, RATE_LIMITED, ERROR, AUTH_REQUIRED, OTHER -> "The relay did not take the record." + said;
		};
	}

	/** Why there is no connection, in the middle of a sentence; of a chain of causes the one that says most to a person. */
	static String reason(Throwable e) {
		boolean nobody = false;
		Throwable last = e;
		for (Throwable cause = e; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
				return "there is no host of this name.";
			}
			if (cause instanceof WebSocketHandshakeException refused) {
				return "the server answers, but is no relay (HTTP " + refused.getResponse().statusCode() + ").";
			}
			if (cause instanceof HttpTimeoutException) {
				return "the server does not answer in time.";
			}
			if (cause instanceof SSLException) {
				return "it cannot be made secure (" + foreign(String.valueOf(cause.getMessage())) + "). Does the relay want ws:// instead of wss://?";
			}
			if (cause instanceof EOFException || cause instanceof SocketException && !(cause instanceof ConnectException)) {
				return "the server broke it off (" + foreign(String.valueOf(cause.getMessage())) + ").";
			}
			nobody |= cause instanceof ConnectException;
			last = cause;
		}
		String words = last.getMessage();
		if (words == null || words.isBlank()) {
			return nobody ? "nobody answers at this address." : last.getClass().getSimpleName();
		}
		return foreign(words);
	}

	static String tooLarge(long bytes, long most) {
		return "Too large for this relay: " + bytes + " bytes, and it takes " + most + ". Make the record shorter, or use another relay.";
	}

	static final String NOT_GIVEN_BACK = "The relay says it has this already, and does not give it back. Is this machine's clock wrong, or another device's?";
}
