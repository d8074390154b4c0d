package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.internal.text.ForeignText;

/** What keeps the catalog from travelling, on one line. Any thread. */
final class RelayTrouble {
	/** UTF-16 code units of what a relay, or a program on the way, says. */
	private static final int LONGEST = 160;

	private RelayTrouble() {
	}

	/** The first relay that is not as it should be, and how many more there are; null while all are well, or are about to be. */
	static @Nullable String of(List<RelayStatus> relays) {
		List<String> wrong = new ArrayList<>();
		for (RelayStatus relay : relays) {
			String words = of(relay);
			if (words != null) {
				wrong.add(words);
			}
		}
		return wrong.isEmpty() ? null
				: wrong.size() == 1 ? wrong.getFirst() : NLS.bind(Messages.relay_more, wrong.getFirst(), wrong.size() - 1);
	}

	private static @Nullable String of(RelayStatus relay) {
		String host = ForeignText.shownOnOneLine(relay.link().relay().host());
		String state = switch (relay.state()) {
		case REFUSED -> NLS.bind(Messages.relay_refused, host);
		case WAITING -> relay.lastError() == null ? null : NLS.bind(Messages.relay_waiting, host);
		case INCOMPLETE -> NLS.bind(Messages.relay_incomplete, host);
		case CONNECTING, AUTHENTICATING, READING, LIVE -> relay.heldOut() > 0 ? NLS.bind(Messages.relay_held, host, relay.heldOut())
				: relay.words().isEmpty() ? null : NLS.bind(Messages.relay_says, host);
		};
		if (state == null) {
			return null;
		}
		if (relay.state() == RelayState.WAITING) {
			// why is told where relays are seen to; nothing has to be done about it
			return state;
		}
		String more = !relay.words().isEmpty() ? relay.words().getFirst() : relay.lastError();
		return more == null || more.isBlank() ? state : state + " " + ForeignText.shownOnOneLine(ForeignText.shortened(more.strip(), LONGEST));
	}
}
