package dev.umbra.ui.internal.relays;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/** Relays in words. Pure. */
public final class RelayWords {
	/** How a relay, or all of them, are to be looked at. */
	public enum Tone {
		NONE, GOOD, BUSY, WARNING, BAD
	}

	private RelayWords() {
	}

	/** In the middle of a sentence: {@code connected}. */
	public static String state(RelayState state) {
		return switch (state) {
		case CONNECTING -> Messages.state_connecting;
		case AUTHENTICATING -> Messages.state_authenticating;
		case READING -> Messages.state_reading;
		case LIVE -> Messages.state_live;
		case INCOMPLETE -> Messages.state_incomplete;
		case WAITING -> Messages.state_waiting;
		case REFUSED -> Messages.state_refused;
		};
	}

	/** Whether it goes on only when the person does something. */
	public static boolean needsPerson(RelayStatus relay) {
		return relay.state() == RelayState.REFUSED || relay.heldOut() > 0;
	}

	static Tone tone(RelayStatus relay) {
		if (needsPerson(relay)) {
			return Tone.BAD;
		}
		return switch (relay.state()) {
		case CONNECTING, AUTHENTICATING, READING -> Tone.BUSY;
		case LIVE -> Tone.GOOD;
		case INCOMPLETE, WAITING -> Tone.WARNING;
		case REFUSED -> Tone.BAD;
		};
	}

	/** The worst of all. */
	public static Tone tone(List<RelayStatus> relays) {
		return relays.stream().map(RelayWords::tone).max(Tone::compareTo).orElse(Tone.NONE);
	}

	/** All of them in a few words. */
	public static String together(List<RelayStatus> relays) {
		int all = relays.size();
		return switch (tone(relays)) {
		case NONE -> Messages.all_none;
		case BAD -> {
			long needing = relays.stream().filter(RelayWords::needsPerson).count();
			yield needing == 1 ? Messages.all_need_one : NLS.bind(Messages.all_need, needing);
		}
		case WARNING -> {
			long connected = relays.stream().filter(relay -> tone(relay) == Tone.GOOD).count();
			boolean away = relays.stream().anyMatch(relay -> relay.state() == RelayState.WAITING);
			yield !away ? Messages.all_incomplete : all == 1 ? Messages.all_away_one : NLS.bind(Messages.all_away, connected, all);
		}
		case BUSY -> all == 1 ? Messages.all_busy_one : Messages.all_busy;
		case GOOD -> all == 1 ? Messages.all_good_one : NLS.bind(Messages.all_good, all);
		};
	}

	/** Each of them on a line of its own. */
	public static String lines(List<RelayStatus> relays) {
		return relays.stream().map(relay -> NLS.bind(Messages.line, url(relay), state(relay.state()))).collect(Collectors.joining("\n"));
	}

	static String url(RelayStatus relay) {
		return ForeignText.shownOnOneLine(relay.link().relay().url());
	}

	static String mode(RelayMode mode) {
		return switch (mode) {
		case PRIVATE -> Messages.mode_private;
		case BUZZ_COMPATIBLE -> Messages.mode_buzz;
		};
	}

	/** What others can read there. */
	static String visible(RelayMode mode) {
		return switch (mode) {
		case PRIVATE -> Messages.visible_private;
		case BUZZ_COMPATIBLE -> Messages.visible_buzz;
		};
	}

	/** How many wait to be sent, in a cell. */
	static String pending(RelayStatus relay) {
		return relay.heldOut() == 0 ? Integer.toString(relay.pendingOut()) : NLS.bind(Messages.pending_held, relay.pendingOut(), relay.heldOut());
	}

	/** Everything about one, what to do included. @param identity its name, or null if it is not known */
	static String details(RelayStatus relay, @Nullable String identity, Instant now) {
		List<String> lines = new ArrayList<>();
		String whose = identity == null ? relay.link().identity().value().substring(0, 8) : ForeignText.shownOnOneLine(identity);
		lines.add(NLS.bind(Messages.detail_state, new Object[] { url(relay), whose, state(relay.state()), Ages.lasting(relay.since(), now) }));
		if (relay.lastError() != null) {
			lines.add(NLS.bind(Messages.detail_error, ForeignText.shownOnOneLine(relay.lastError())));
		}
		relay.words().forEach(words -> lines.add(ForeignText.shownOnOneLine(words)));
		String todo = whatToDo(relay);
		if (todo != null) {
			lines.add(NLS.bind(Messages.detail_do, todo));
		}
		lines.add(NLS.bind(Messages.detail_out, pending(relay)));
		lines.add(NLS.bind(Messages.detail_in, relay.received(), relay.lastIn() == null ? Messages.detail_never : Ages.ago(relay.lastIn(), now)));
		if (relay.refused() > 0) {
			lines.add(NLS.bind(Messages.detail_refused, relay.refused()));
			relay.refusals().forEach(each -> lines.add(NLS.bind(Messages.detail_refusal, each.count(), ForeignText.shownOnOneLine(each.words()))));
		}
		if (relay.keptAside() > 0) {
			lines.add(NLS.bind(Messages.detail_aside, relay.keptAside()));
		}
		lines.add(visible(relay.link().mode()));
		return String.join("\n", lines);
	}

	/** Null where there is nothing to be done. */
	static @Nullable String whatToDo(RelayStatus relay) {
		if (relay.state() == RelayState.REFUSED) {
			return Messages.do_refused;
		}
		if (relay.heldOut() > 0) {
			return Messages.do_held;
		}
		return relay.hint();
	}
}
