package dev.umbra.core.reducer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;

/** What is done to a session in its agent between turns: brought back, or set to what the person chose. */
final class Reopening {
	private final Deciding d;

	Reopening(Deciding deciding) {
		d = deciding;
	}

	/** No turn runs meanwhile and the status stays: a crash on the way leaves nothing to repair. */
	void resume() {
		if (d.turn() != null) {
			d.refuse(Failure.refused("A turn runs in this session: there is nothing to resume.",
					"See how it goes with: umbra follow " + d.summary().id()));
			return;
		}
		if (d.draft.replaying) {
			d.refuse(Failure.refused("The agent is telling the history of this session.", "Wait for its end."));
			return;
		}
		Commands.reopen(d);
		d.effect(new Effect.Reopen());
	}

	void resumed(SessionInput.Resumed resumed) {
		if (d.turn() != null || d.closed()) {
			return;
		}
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, resumed.how(), new Detail.Lifecycle("resumed"));
		d.summary(Turns.opened(d.summary(), resumed.opened()).status(SessionStatus.IDLE));
		new Turns(d).goOn();
	}

	void notResumed(SessionInput.NotResumed not) {
		if (d.draft.replaying) {
			d.draft.replaying = false;
			d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.CANCELLED, true);
		}
		if (d.turn() != null || d.closed()) {
			return;
		}
		Failure failure = not.failure();
		d.add(EntryKind.ERROR, EntryStatus.FAILED, failure.message(),
				new Detail.Fault(failure.code().word(), failure.message(), failure.hint()));
	}

	/** What is shown stays what the agent said; the wish is kept for it and for every later opening. */
	void choose(SessionInput.Choose choose) {
		if (d.closed()) {
			d.refuse(Failure.refused("The session is closed.", "Send a prompt: that opens it again."));
			return;
		}
		Failure wrong = wrong(choose.key(), choose.value());
		if (wrong != null) {
			d.refuse(wrong);
			return;
		}
		Map<String, String> wanted = new HashMap<>(d.summary().wanted());
		wanted.put(choose.key(), choose.value());
		d.summary(d.summary().edit().wanted(wanted));
		d.effect(new Effect.Choose(choose.key(), choose.value()));
	}

	/** Where the agent has not said yet what there is to choose from, anything may be right. */
	private @Nullable Failure wrong(String key, String value) {
		Offer offer = d.summary().offer();
		if (key.equals("mode")) {
			List<String> modes = offer.modes().stream().map(Offer.Mode::id).toList();
			return modes.isEmpty() || modes.contains(value) ? null : notOffered("mode", value, modes);
		}
		if (!key.startsWith("option:") || key.equals("option:")) {
			return Failure.usage("There is no setting \"" + key + "\" of a session.", "Settings are: mode, option:ID");
		}
		String id = key.substring("option:".length());
		if (offer.options().isEmpty()) {
			return null;
		}
		Offer.Option option = offer.options().stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
		if (option == null) {
			return notOffered("option", id, offer.options().stream().map(Offer.Option::id).toList());
		}
		List<String> choices = switch (option.form()) {
		case "boolean" -> List.of("true", "false");
		case "select" -> option.choices().stream().map(Offer.Choice::value).toList();
		default -> List.of();
		};
		if (choices.isEmpty()) {
			return Failure.refused("The option \"" + option.name() + "\" is of a form that cannot be changed here: "
					+ option.form() + ".", "Change it in the agent itself.");
		}
		return choices.contains(value) ? null : notOffered("choice for " + option.name(), value, choices);
	}

	private Failure notOffered(String what, String value, List<String> known) {
		return Failure.usage("The agent " + d.summary().agentName() + " offers no " + what + " \"" + value + "\".",
				"It offers: " + String.join(", ", known));
	}

	void notChosen(SessionInput.NotChosen not) {
		if (d.closed()) {
			return;
		}
		Map<String, String> wanted = new HashMap<>(d.summary().wanted());
		wanted.remove(not.key(), not.value());
		d.add(EntryKind.NOTICE, EntryStatus.DONE, not.words(), new Detail.Notice("warning"));
		d.summary(d.summary().edit().wanted(wanted));
	}
}
