package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;

/** What a person answers to what waits. The first answer wins. */
final class Answers {
	private final Deciding d;

	Answers(Deciding deciding) {
		d = deciding;
	}

	void answer(SessionInput.Answer answer) {
		Entry entry = d.draft.open.get(answer.entry());
		if (entry == null || !Waiting.concerns(entry)) {
			String how = d.draft.answered.get(answer.entry());
			d.refuse(Failure.refused("The item " + answer.entry() + " waits no longer: "
					+ (how == null ? "it was answered or it expired." : how + "."),
					"See what waits with: umbra attention list"));
			return;
		}
		switch (entry.detail()) {
		case Detail.Permission permission -> permission(answer, entry, permission);
		case Detail.Input input -> input(answer, entry, input);
		case Detail.Login login -> new Logins(d).answer(answer, entry, login);
		default -> throw new IllegalStateException("nothing waits in " + entry);
		}
	}

	private void permission(SessionInput.Answer answer, Entry entry, Detail.Permission permission) {
		Detail.Option option = answer.option() == null ? null : option(permission, answer.option());
		if (answer.option() != null && option == null) {
			return;
		}
		if (answer.rest() && option != null && !option.kind().startsWith("reject")) {
			refuseRest();
			return;
		}
		decide(entry, permission, option, answer.client());
		if (answer.rest()) {
			rejectRest(answer.client());
		}
	}

	private void decide(Entry entry, Detail.Permission permission, Detail.@Nullable Option option, String client) {
		String chosen = option == null ? null : option.id();
		d.put(entry.withDetail(permission.answered(chosen, client, null))
				.withEnd(option == null ? EntryStatus.CANCELLED : EntryStatus.DONE, d.given.now()));
		d.answer(permission, chosen, option != null && option.kind().startsWith("allow"));
	}

	private void refuseRest() {
		d.refuse(Failure.usage("Only a rejection can be meant for everything that waits.",
				"Answer the others one by one."));
	}

	/** The agent's and the host's questions of this turn alike; what was never the agent's stays: a login, a stuck cancel. */
	private void rejectRest(String client) {
		for (Entry entry : List.copyOf(d.draft.open.values())) {
			switch (entry.detail()) {
			case Detail.Permission permission when !Questions.endsAgent(permission) -> decide(entry, permission,
					Questions.option(permission, "reject"), client);
			case Detail.Input input -> end(entry, input, "decline", null, client);
			default -> {
				// was not asked by the agent
			}
			}
		}
	}

	/** By id, else by a kind that only one option has. */
	private Detail.@Nullable Option option(Detail.Permission permission, String wanted) {
		for (Detail.Option option : permission.options()) {
			if (option.id().equals(wanted)) {
				return option;
			}
		}
		List<Detail.Option> ofKind = permission.options().stream().filter(o -> o.kind().equals(wanted)).toList();
		if (ofKind.size() == 1) {
			return ofKind.getFirst();
		}
		String known = String.join(", ", permission.options().stream().map(o -> o.id() + " (" + o.kind() + ")").toList());
		d.refuse(Failure.usage((ofKind.isEmpty() ? "There is no option \"" : "Several options are of the kind \"") + wanted
				+ "\".", "Options are: " + known));
		return null;
	}

	private void input(SessionInput.Answer answer, Entry entry, Detail.Input input) {
		switch (answer.option()) {
		case "accept" -> {
			if (answer.rest()) {
				refuseRest();
				return;
			}
			accept(answer, entry, input);
		}
		case "decline" -> {
			end(entry, input, "decline", null, answer.client());
			if (answer.rest()) {
				rejectRest(answer.client());
			}
		}
		case null -> {
			end(entry, input, "cancel", null, answer.client());
			if (answer.rest()) {
				rejectRest(answer.client());
			}
		}
		default -> d.refuse(Failure.usage("There is no answer \"" + answer.option() + "\" to a question for input.",
				"Answers are: accept, decline"));
		}
	}

	private void accept(SessionInput.Answer answer, Entry entry, Detail.Input input) {
		if (input.url() != null) {
			end(entry, input, "accept", null, answer.client());
			return;
		}
		String content = answer.input() == null ? "{}" : answer.input();
		Failure wrong = Form.refusal(input.fields(), content);
		if (wrong != null) {
			d.refuse(wrong);
			return;
		}
		end(entry, input, "accept", content, answer.client());
	}

	private void end(Entry entry, Detail.Input input, String how, @Nullable String content, String client) {
		d.put(entry.withDetail(input.answered(how, content, client))
				.withEnd(how.equals("cancel") ? EntryStatus.CANCELLED : EntryStatus.DONE, d.given.now()));
		d.effect(new Effect.AnswerInput(input.request(), how, content));
	}
}
