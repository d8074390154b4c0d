package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.rest;
import static dev.umbra.cli.Commands.word;

import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Queue;
import dev.umbra.core.session.Enclosure;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code umbra queue}: the prompts of a session that wait. A person names one by its place, from 1; what is asked of the host
 * names its turn, so that a queue that moves on meanwhile cannot make it another one.
 */
final class QueueCommands {
	private static final String ACTIONS = "list, edit N TEXT, move N M, remove N or send-now N";

	private QueueCommands() {
	}

	static CommandSpec spec() {
		return command("queue", "Shows and changes the prompts of a session that wait for its turn to end.",
				QueueCommands::run).addPositional(word(0, "ID", "the session"))
				.addPositional(optionalWord(1, "ACTION", ACTIONS + "; default: list"))
				.addPositional(rest(2, "ARGUMENT", false, "N and M are places in the queue, from 1; TEXT - reads standard input"));
	}

	private static int run(Call call) {
		String action = call.optionalWord(1);
		List<String> words = call.words(2);
		if (action == null || action.equals("list")) {
			arguments(words, 0, 0, "list");
			return list(call);
		}
		switch (action) {
		case "edit" -> arguments(words, 2, Integer.MAX_VALUE, "edit N TEXT");
		case "move" -> arguments(words, 2, 2, "move N M");
		case "remove" -> arguments(words, 1, 1, "remove N");
		case "send-now" -> arguments(words, 1, 1, "send-now N");
		default -> throw new FailureException(
				Failure.usage("\"" + action + "\" cannot be done to a queue.", "One of: " + ACTIONS + "."));
		}
		int place = place(words.getFirst());
		return change(call, action, place, words.subList(1, words.size()));
	}

	private static void arguments(List<String> words, int least, int most, String form) {
		if (words.size() < least || words.size() > most) {
			throw new FailureException(Failure.usage("Expected: umbra queue ID " + form, "See: umbra queue --help"));
		}
	}

	private static int place(String word) {
		try {
			int place = Integer.parseInt(word);
			if (place > 0) {
				return place;
			}
		} catch (NumberFormatException e) {
			// said below
		}
		throw new FailureException(
				Failure.usage("A place in the queue is a number from 1, not \"" + word + "\".", "See: umbra queue ID"));
	}

	private static Queue.Listing listing(Call call) {
		return Call.get(call.host().queue().list(new Queue.ListFor(call.word(0))));
	}

	private static int list(Call call) {
		Queue.Listing listing = listing(call);
		if (call.json()) {
			ObjectNode json = Codec.object().put("epoch", listing.epoch()).put("revision", listing.revision()).put("paused",
					listing.paused());
			ArrayNode prompts = json.putArray("prompts");
			for (int i = 0; i < listing.prompts().size(); i++) {
				prompts.add(shape(i + 1, listing.prompts().get(i)));
			}
			call.print(json);
			return 0;
		}
		if (listing.prompts().isEmpty()) {
			call.line("Nothing waits in this session.");
			return 0;
		}
		TextTable table = new TextTable("N", "SINCE", "FROM", "FILES", "PROMPT");
		for (int i = 0; i < listing.prompts().size(); i++) {
			Queue.Waiting prompt = listing.prompts().get(i);
			table.row(String.valueOf(i + 1), Ago.text(prompt.created(), Clocks.SYSTEM.instant(), ZoneId.systemDefault()),
					prompt.client(), prompt.enclosures().isEmpty() ? "" : String.valueOf(prompt.enclosures().size()),
					prompt.text());
		}
		call.terminal().print(table.toString());
		if (listing.paused()) {
			call.line("Paused: nothing is sent before your next prompt, or: umbra queue "
					+ SessionCommands.shortId(call.word(0)) + " send-now N");
		}
		return 0;
	}

	private static ObjectNode shape(int place, Queue.Waiting prompt) {
		ObjectNode json = Codec.object().put("n", place).put("turn", prompt.turn().value()).put("text", prompt.text())
				.put("client", prompt.client()).put("created", prompt.created().toString());
		ArrayNode enclosures = json.putArray("enclosures");
		for (Enclosure enclosure : prompt.enclosures()) {
			enclosures.add(EntryJson.enclosure(enclosure));
		}
		return json;
	}

	private static int change(Call call, String action, int place, List<String> words) {
		String text = action.equals("edit") ? call.text(words) : "";
		int to = action.equals("move") ? place(words.getFirst()) - 1 : 0;
		List<Queue.Waiting> waiting = listing(call).prompts();
		if (place > waiting.size()) {
			throw new FailureException(Failure.notFound(
					waiting.isEmpty() ? "Nothing waits in this session."
							: "There is no prompt at place " + place + ": " + waiting.size() + " wait.",
					"See: umbra queue " + call.word(0)));
		}
		Queue.Waiting prompt = waiting.get(place - 1);
		CommandId command = CommandId.random();
		Queue queue = call.host().queue();
		String session = call.word(0);
		Call.get(switch (action) {
		case "edit" -> queue.edit(new Queue.Edit(command, session, prompt.turn(), text));
		case "move" -> queue.move(new Queue.Move(command, session, prompt.turn(), to));
		case "remove" -> queue.remove(new Queue.Remove(command, session, prompt.turn()));
		default -> queue.sendNow(new Queue.SendNow(command, session, prompt.turn(), Call.CLIENT));
		});
		if (call.json()) {
			call.print(Codec.object().put("turn", prompt.turn().value()));
		} else {
			call.line(switch (action) {
			case "edit" -> "Changed.";
			case "move" -> "Moved.";
			case "remove" -> "Removed: " + TerminalSafe.oneLine(prompt.text());
			default -> "Sent as soon as the present turn has ended; see it with: umbra follow " + session;
			});
		}
		return 0;
	}
}
