package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.text;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.History;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra search} through all sessions, and {@code umbra session find} in one. */
final class SearchCommands {
	private static final String STATUSES = Arrays.stream(SessionStatus.values()).map(SessionStatus::word).collect(Collectors.joining(", "));

	private SearchCommands() {
	}

	static CommandSpec spec() {
		return filters(command("search", "Finds words, and beginnings of words, in all sessions, closed ones too; the newest first.",
				SearchCommands::search).addPositional(text(0, "the words; all of them must be there")))
				.addOption(value("--limit", "N", "at most so many; default: 50"));
	}

	static CommandSpec find() {
		return command("find", "Finds a text in one session, whatever its case.", SearchCommands::findIn)
				.addPositional(word(0, "ID", "the session")).addPositional(text(1, "the text"))
				.addOption(value("--limit", "N", "at most so many places; default: 1000"));
	}

	static CommandSpec filters(CommandSpec spec) {
		return spec.addOption(value("--agent", "NAME", "of this agent only: name, id, or the name it had"))
				.addOption(value("--folder", "DIR", "in this folder only, or below it"))
				.addOption(value("--from", "DATE", "changed on this day or later, for example 2030-01-31"))
				.addOption(value("--until", "DATE", "changed on this day or earlier"))
				.addOption(value("--status", "STATUS", "of this status only, or of these, with commas between: " + STATUSES));
	}

	static History.Filter filter(Call call) {
		String folder = call.option("--folder");
		return new History.Filter(call.option("--agent"), folder == null ? null : call.path(folder), time(call, "--from", 0),
				time(call, "--until", 1), statuses(call), null);
	}

	private static Set<SessionStatus> statuses(Call call) {
		String typed = call.option("--status");
		if (typed == null) {
			return Set.of();
		}
		Set<SessionStatus> statuses = EnumSet.noneOf(SessionStatus.class);
		for (String word : typed.split(",", -1)) {
			statuses.add(Arrays.stream(SessionStatus.values()).filter(status -> status.word().equals(word.strip())).findFirst()
					.orElseThrow(() -> new FailureException(Failure.usage("\"" + word + "\" is no status of a session.", "It is one of " + STATUSES + "."))));
		}
		return statuses;
	}

	/** @param days added to a day, so that the end of a span is in it */
	private static @Nullable Instant time(Call call, String option, int days) {
		String typed = call.option(option);
		if (typed == null) {
			return null;
		}
		try {
			return typed.contains("T") ? Instant.parse(typed)
					: LocalDate.parse(typed).plusDays(days).atStartOfDay(ZoneId.systemDefault()).toInstant();
		} catch (DateTimeParseException e) {
			throw new FailureException(Failure.usage(option + " wants a day such as 2030-01-31 or a time such as 2030-01-31T12:00:00Z, not \""
					+ typed + "\".", null), e);
		}
	}

	private static int search(Call call) {
		String limit = call.option("--limit");
		History.Hits hits = Call.get(call.host().history().search(
				new History.Search(call.text(0), filter(call), limit == null ? 0 : SessionCommands.limit(limit))));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("hits");
			hits.hits().forEach(hit -> array.add(shape(hit)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("SESSION", "WHEN", "AGENT", "IN", "TITLE", "TEXT");
		for (History.Hit hit : hits.hits()) {
			table.row(SessionCommands.shortId(hit.session().value()),
					Ago.text(hit.time(), Clocks.SYSTEM.instant(), ZoneId.systemDefault()), hit.agentName(), hit.kind().word(),
					hit.title() + (hit.archived() ? " (closed)" : ""), hit.snippet());
		}
		if (table.isEmpty()) {
			call.line("Nothing found.");
		} else {
			call.terminal().print(table.toString());
			if (hits.more()) {
				call.terminal().note("There is more: --limit N, or more words.");
			}
		}
		return 0;
	}

	private static ObjectNode shape(History.Hit hit) {
		ObjectNode json = Codec.object().put("session", hit.session().value()).put("entry", hit.entry().value())
				.put("snippet", hit.snippet()).put("title", hit.title()).put("agent", hit.agentName()).put("kind", hit.kind().word())
				.put("time", hit.time().toString()).put("archived", hit.archived());
		ArrayNode marks = json.putArray("marks");
		hit.marks().forEach(mark -> marks.addObject().put("start", mark.start()).put("length", mark.length()));
		return json;
	}

	private static int findIn(Call call) {
		String limit = call.option("--limit");
		History.Places places = Call.get(call.host().history().find(
				new History.Find(call.word(0), call.text(1), limit == null ? 0 : SessionCommands.limit(limit))));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("places");
			for (History.Place place : places.places()) {
				array.addObject().put("entry", place.entry().value()).put("ordinal", place.ordinal()).put("inTitle", place.inTitle())
						.put("offset", place.offset()).put("length", place.length());
			}
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("NUMBER", "AT", "IN", "ENTRY");
		for (History.Place place : places.places()) {
			table.row(String.valueOf(place.ordinal()), String.valueOf(place.offset()), place.inTitle() ? "title" : "text",
					place.entry().value());
		}
		if (table.isEmpty()) {
			call.line("Not found.");
		} else {
			call.terminal().print(table.toString());
			if (places.more()) {
				call.terminal().note("There is more: --limit N.");
			}
		}
		return 0;
	}
}
