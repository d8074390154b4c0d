package dev.umbra.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fixed words of the demo agent. */
final class Guide {
	static final String HELP = """
			I am the demo agent: a real ACP agent without a language model, so I understand only a few simple sentences.

			* `tour` – let me show you around
			* `list` or `list src` – what is in the folder
			* `read README.md` – the text of a file
			* `search hello` – where a text occurs
			* `write notes.md: Hello` – create or overwrite a file
			* `append notes.md: one more line`
			* `replace Hello with Good morning in notes.md`
			* `delete notes.md`
			* `plan buy paint; paint the wall; admire it` – a plan, step by step
			* `think about the sea`
			* `count to 10 every 100 ms`
			* `stream 200 words every 40 ms` – a long text, slowly; cancel it whenever you like
			* `run ls -l` – a command in a terminal of yours
			* `ask me something` – a form to fill in
			* `fail` – an answer that is an error

			Several sentences go on new lines or are joined by *then*. I work only inside this session's folder, and ask before I \
			change anything.""";
	static final String NOTHING_SAID = "You did not say anything. Try `tour` or `help`.";
	static final String HELLO_FILE = """
			# Hello from Umbra

			The demo agent wrote this file, with your permission. You may delete it: `delete umbra-hello.md`.
			""";
	static final String STORY = """
			Once there was an agent who worked in a small window. Whenever the window closed, the work was gone, and in the morning \
			everything began again from nothing. One day somebody gave the agent a host: a quiet place behind the window, with a \
			shelf for everything that was said and a lamp that stayed on at night. Now the window could close and open as it \
			pleased. Whoever came back found every page in order, and the last sentence still growing, word by word, with nothing \
			lost and nothing said twice. The agent did not mind whether anybody was looking. It went on with its work, asked when \
			something mattered, waited for the answer, and went on. And when the story came to its end, it began once more.

			""";

	private Guide() {
	}

	static String notUnderstood(String sentence) {
		String heard = sentence.codePointCount(0, sentence.length()) <= 60 ? sentence
				: sentence.substring(0, sentence.offsetByCodePoints(0, 60)) + "…";
		return "I did not understand “" + heard + "”. I am only a demo with a few fixed sentences, such as `list`, `read README.md`, "
				+ "`write notes.md: Hello`, `search hello`, `plan one; two`, `stream 200 words`. Try `tour`, or `help` for all of them.";
	}

	/** What the client may offer behind a slash. */
	static ObjectNode commands() {
		ObjectNode update = Acp.update("available_commands_update");
		ArrayNode commands = update.putArray("availableCommands");
		command(commands, "tour", "Show me around", "");
		command(commands, "help", "What this agent understands", "");
		command(commands, "list", "List a folder", "folder, or nothing");
		command(commands, "read", "Show a text file", "file");
		command(commands, "search", "Find a text in the files of the folder", "text");
		command(commands, "write", "Create or overwrite a file", "file: text");
		command(commands, "append", "Add to the end of a file", "file: text");
		command(commands, "replace", "Replace a text in a file", "old with new in file");
		command(commands, "delete", "Delete a file", "file");
		command(commands, "plan", "Make a plan and follow it", "step; step; step");
		command(commands, "think", "Think aloud", "about something");
		command(commands, "count", "Count slowly", "to 10 every 100 ms");
		command(commands, "run", "Run a command in a terminal", "ls -l");
		command(commands, "ask", "Ask me something by a form", "");
		command(commands, "stream", "Stream a long text slowly", "200 words every 40 ms");
		return update;
	}

	private static void command(ArrayNode commands, String name, String description, String hint) {
		ObjectNode command = commands.addObject().put("name", name).put("description", description);
		if (!hint.isEmpty()) {
			command.putObject("input").put("hint", hint);
		}
	}
}
