package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import dev.umbra.wire.RpcException;

/**
 * One prompt being worked on. {@link #run} and everything it calls belong to the turn's virtual thread; only
 * {@link #cancel()} comes from elsewhere. Everything that takes time waits here, so that a cancel ends it at once.
 */
final class Turn {
	/** From word to word, at the pace <i>normal</i>. */
	private static final Duration TALK = Duration.ofMillis(15);

	private final JsonNode requestId;
	private final Session session;
	private final Client client;
	private final SessionShelf shelf;
	private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

	/** @param requestId of the session/prompt request */
	Turn(JsonNode requestId, Session session, Client client, SessionShelf shelf) {
		this.requestId = requestId;
		this.session = session;
		this.client = client;
		this.shelf = shelf;
	}

	JsonNode requestId() {
		return requestId;
	}

	Session session() {
		return session;
	}

	Client client() {
		return client;
	}

	void cancel() {
		cancelled.complete(null);
	}

	/** Does what the prompt asks for, sentence by sentence; returns the stop reason. */
	String run(Prompt prompt) {
		boolean named = session.record().title() != null;
		SessionRecord heard = session.change(record -> record.heard(prompt.text(), shelf.now()));
		shelf.append(session.id(), Acp.chunk(Acp.Speaker.USER, newMessage(), prompt.text()));
		shelf.keep(heard);
		if (!named && heard.title() != null) {
			client.update(session.id(), Acp.info(heard));
		}
		String stopReason = follow(prompt);
		shelf.keep(session.change(record -> record.heard("", shelf.now())));
		client.update(session.id(), Acp.usage(session.record().words()));
		return stopReason;
	}

	private String follow(Prompt prompt) {
		try {
			if (!prompt.attachments().isEmpty()) {
				say("I see what you attached: " + String.join(", ", prompt.attachments()) + ". I only work with files of this folder by name.");
			}
			List<Command> commands = Phrasebook.parse(prompt.text());
			if (commands.isEmpty() && prompt.attachments().isEmpty()) {
				say(Guide.NOTHING_SAID);
			}
			for (Command command : commands) {
				check();
				try {
					obey(command);
				} catch (FailureException e) {
					say(words(e.failure()));
					if (e.failure().code() == Failure.Code.REFUSED) {
						return "refusal";
					}
				}
			}
			check();
			return "end_turn";
		} catch (TurnCancelled e) {
			return "cancelled";
		}
	}

	private void obey(Command command) {
		Workspace workspace = new Workspace(session.record().folder());
		TextFiles files = new TextFiles(this, client, workspace);
		FileReading reading = new FileReading(this, workspace, files);
		FileChanges changes = new FileChanges(this, workspace, files);
		Telling telling = new Telling(this);
		switch (command) {
			case Command.Help help -> say(Guide.HELP);
			case Command.Tour tour -> new Tour(this, workspace, reading, changes).run();
			case Command.ListFolder(String path) -> reading.list(path);
			case Command.ReadFile(String path) -> reading.read(path);
			case Command.Search(String text) -> reading.search(text);
			case Command.WriteFile(String path, String text) -> changes.write(path, text);
			case Command.AppendToFile(String path, String text) -> changes.append(path, text);
			case Command.Replace(String oldText, String newText, String path) -> changes.replace(oldText, newText, path);
			case Command.Delete(String path) -> changes.delete(path);
			case Command.MakePlan(List<String> steps) -> telling.plan(steps);
			case Command.Think(String topic) -> telling.think(topic);
			case Command.Count(int to, Duration every) -> telling.count(to, every);
			case Command.StreamWords(int words, Duration every) -> telling.stream(words, every);
			case Command.RunProgram(String line) -> new Programs(this).run(line);
			case Command.AskBack ask -> new Form(this).ask();
			case Command.Fail fail -> throw RpcException.internal("The demo agent failed because you asked it to.");
			case Command.Incomplete(String hint) -> say("I nearly understood that. Say it like this: `" + hint + "`");
			case Command.NotUnderstood(String sentence) -> say(Guide.notUnderstood(sentence));
		}
	}

	/** One message in one piece. */
	void say(String text) {
		check();
		chunk(Acp.Speaker.AGENT, newMessage(), text);
	}

	/** One message word by word, at the pace of talking. */
	void tell(String text) {
		stream(Acp.Speaker.AGENT, List.of(text.split("(?<=\\s)(?=\\S)")), session.pace().of(TALK));
	}

	/** One message in these pieces; the first at once, the others each after a pause. */
	void stream(Acp.Speaker speaker, Iterable<String> pieces, Duration every) {
		String message = newMessage();
		boolean first = true;
		for (String piece : pieces) {
			pause(first ? Duration.ZERO : every);
			first = false;
			chunk(speaker, message, piece);
		}
	}

	/** Keeps the update and sends it. Does not ask whether the turn was cancelled: what is open must be closed. */
	void update(ObjectNode update) {
		shelf.append(session.id(), update);
		client.update(session.id(), update);
	}

	/** @throws TurnCancelled if it was */
	void check() {
		if (cancelled.isDone()) {
			throw new TurnCancelled();
		}
	}

	void pause(Duration time) {
		check();
		if (time.isZero()) {
			return;
		}
		try {
			cancelled.get(time.toNanos(), TimeUnit.NANOSECONDS);
			throw new TurnCancelled();
		} catch (TimeoutException goOn) {
			return;
		} catch (InterruptedException | ExecutionException e) {
			throw new TurnCancelled();
		}
	}

	/** The answer of the client; its errors as they are thrown. Ends with the turn. */
	JsonNode await(CompletionStage<JsonNode> answer) {
		CompletableFuture<JsonNode> waiting = answer.toCompletableFuture();
		CompletableFuture.anyOf(waiting.handle((result, error) -> true), cancelled).join();
		check();
		try {
			return waiting.join();
		} catch (CompletionException e) {
			throw e.getCause() instanceof RuntimeException cause ? cause : e;
		}
	}

	private void chunk(Acp.Speaker speaker, String message, String text) {
		session.change(record -> record.said(text));
		update(Acp.chunk(speaker, message, text));
	}

	private static String newMessage() {
		return "msg-" + UUID.randomUUID();
	}

	private static String words(Failure failure) {
		return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
	}
}
