package dev.umbra.core.reducer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/** A turn that its agent takes only after a login: it waits, and is sent again when somebody has logged in. */
final class Logins {
	private final Deciding d;

	Logins(Deciding deciding) {
		d = deciding;
	}

	void wanted(SessionInput.LoginWanted wanted) {
		if (!wanted.turn().equals(d.turn())) {
			return;
		}
		Entry waits = waiting();
		if (waits != null) {
			d.put(waits.withDetail(new Detail.Login(wanted.methods(), null, null)));
			return;
		}
		d.endStream();
		d.add(EntryKind.INPUT, EntryStatus.PENDING, wanted.words(), new Detail.Login(wanted.methods(), null, null));
	}

	void answer(SessionInput.Answer answer, Entry entry, Detail.Login login) {
		if (answer.option() == null) {
			new Turns(d).cancelByPerson();
			return;
		}
		if (login.chosen() != null) {
			d.refuse(Failure.refused("The login by \"" + login.chosen() + "\" is under way, begun by " + login.answeredBy()
					+ ".", "Finish it there, or cancel the turn: umbra cancel " + d.summary().id()));
			return;
		}
		Detail.LoginMethod method = login.methods().stream().filter(each -> each.id().equals(answer.option()))
				.findFirst().orElse(null);
		if (method == null) {
			d.refuse(Failure.usage("The agent " + d.summary().agentName() + " knows no login \"" + answer.option() + "\".",
					"Its logins are: " + String.join(", ", login.methods().stream().map(Detail.LoginMethod::id).toList())));
			return;
		}
		if (method.inTerminal()) {
			d.refuse(Failure.refused("The login \"" + method.name() + "\" runs on a terminal of yours.",
					"Run: umbra agent login " + d.summary().agentName() + " " + method.id()));
			return;
		}
		d.put(entry.withDetail(new Detail.Login(login.methods(), method.id(), answer.client())));
		if (d.turn() != null) {
			d.effect(new Effect.Login(d.turn(), method.id()));
		}
	}

	void failed(SessionInput.LoginFailed failed) {
		Entry waits = waiting();
		if (!failed.turn().equals(d.turn()) || waits == null || !(waits.detail() instanceof Detail.Login login)) {
			return;
		}
		d.put(waits.withDetail(new Detail.Login(login.methods(), null, null)));
		d.add(EntryKind.NOTICE, EntryStatus.DONE, failed.words(), new Detail.Notice("error"));
	}

	/** Here or elsewhere: who waits for it goes on. */
	void loggedIn(SessionInput.LoggedIn logged) {
		Entry waits = waiting();
		Effect.StartTurn start = d.draft.start;
		if (waits == null || start == null || !start.turn().equals(d.turn())
				|| !(waits.detail() instanceof Detail.Login login)) {
			return;
		}
		d.put(waits.withDetail(new Detail.Login(login.methods(), logged.method(), login.answeredBy()))
				.withEnd(EntryStatus.DONE, d.given.now()));
		d.summary(d.summary().edit().status(SessionStatus.STARTING));
		d.effect(start);
	}

	private @Nullable Entry waiting() {
		if (!d.draft.waiting.login()) {
			return null;
		}
		return d.draft.open.values().stream().filter(entry -> entry.detail() instanceof Detail.Login).findFirst()
				.orElse(null);
	}
}
