package dev.umbra.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.wire.Codec;

/** Files of personas and teams: read to be saved or imported, and written by an export. */
final class CatalogFiles {
	private static final long MOST = 5L * 1024 * 1024;

	private CatalogFiles() {
	}

	/** @param typed a file, or {@code -} for standard input, which is named {@code input} with this ending */
	static TextFile read(Call call, String typed, String ending) {
		try {
			if (typed.equals("-")) {
				return new TextFile("input" + ending, call.terminal().allInput());
			}
			Path path = Path.of(call.path(typed));
			if (!Files.isRegularFile(path)) {
				throw new FailureException(Failure.usage(Files.isDirectory(path) ? path + " is a folder; a file is wanted." : "There is no file " + path + ".", null));
			}
			if (Files.size(path) > MOST) {
				throw new FailureException(Failure.usage("The file " + path + " has more than 5 MiB.", null));
			}
			return new TextFile(path.getFileName().toString(), Files.readString(path, StandardCharsets.UTF_8));
		} catch (CharacterCodingException e) {
			throw new FailureException(Failure.usage(typed + " is no text in UTF-8.", null), e);
		} catch (IOException e) {
			throw new FailureException(Failure.usage(typed + " cannot be read: " + e.getMessage(), null), e);
		}
	}

	/** The JSON object in a file; of a {@code .persona.md} what it stands for. */
	static JsonNode object(Call call, String typed, String ending) {
		TextFile file = read(call, typed, ending);
		try {
			if (file.name().endsWith(".md")) {
				PersonaFile.Part part = PersonaFile.read(file.name(), file.text()).getFirst();
				ObjectNode object = (ObjectNode) Codec.parse(part.content());
				return part.id() == null ? object : object.put("slug", part.id());
			}
			JsonNode tree = Codec.parse(file.text());
			if (tree.isObject()) {
				return tree;
			}
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(typed + " cannot be read: " + e.getMessage(), null), e);
		}
		throw new FailureException(Failure.usage(typed + " holds no JSON object.", "See: umbra persona show NAME --json"));
	}

	/** A text by either of its names; null: it is not said; empty: it is said to be none. */
	static @Nullable String text(JsonNode object, String camel, String snake) {
		JsonNode value = object.has(camel) ? object.get(camel) : object.get(snake);
		if (value == null) {
			return null;
		}
		if (value.isNull()) {
			return "";
		}
		if (!value.isTextual()) {
			throw new FailureException(Failure.usage(camel + " is not a text.", null));
		}
		return value.textValue();
	}

	/** Likewise a list. */
	static @Nullable List<String> texts(JsonNode object, String camel, String snake) {
		JsonNode value = object.has(camel) ? object.get(camel) : object.get(snake);
		if (value == null) {
			return null;
		}
		List<String> texts = new ArrayList<>();
		if (!value.isNull()) {
			if (!value.isArray()) {
				throw new FailureException(Failure.usage(camel + " is not a list of texts.", null));
			}
			value.forEach(each -> texts.add(each.asText()));
		}
		return texts;
	}

	static int imported(Call call, String ending) {
		List<TextFile> files = call.words(0).stream().map(typed -> read(call, typed, ending)).toList();
		boolean apply = !call.flag("--dry-run");
		Personas.Imported imported = Call.get(call.host().personas().importing(new Personas.Import(CommandId.random(), files, apply)));
		boolean refused = imported.lines().stream().anyMatch(line -> line.action().equals("refused"));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("lines");
			imported.lines().forEach(line -> array.add(Codec.tree(line)));
			call.print(Codec.object().put("applied", imported.applied()).set("lines", array));
		} else {
			TextTable table = new TextTable(apply ? "DONE" : "WOULD BE", "KIND", "NAME", "ID", "WHAT");
			imported.lines().forEach(line -> table.row(line.action(), line.kind(), line.name(), line.id(),
					String.join(", ", line.fields()) + (line.words().isEmpty() ? "" : " " + line.words())));
			call.terminal().print(table.toString());
			imported.lines().stream().filter(line -> line.acpCommand() != null).forEach(line -> call.line("The command of " + TerminalSafe.oneLine(line.name())
					+ " does not run until you confirm it (umbra persona confirm " + line.id() + "): " + TerminalSafe.shown(String.valueOf(line.acpCommand()))));
		}
		return refused ? 1 : 0;
	}

	/** Into {@code --to}, else to standard output. Nothing that is there is overwritten. */
	static int exported(Call call, Personas.Exported exported) {
		String to = call.option("--to");
		try {
			if (to == null) {
				exported.files().forEach(file -> call.terminal().print(file.text()));
				return 0;
			}
			Path folder = Files.createDirectories(Path.of(call.path(to)));
			ArrayNode written = Codec.object().putArray("files");
			for (TextFile file : exported.files()) {
				Path path = folder.resolve(file.name());
				if (Files.exists(path)) {
					throw new FailureException(Failure.usage("There is a file " + path + " already.", "Name another folder by --to."));
				}
				Files.writeString(path, file.text(), StandardCharsets.UTF_8);
				written.add(path.toString());
			}
			if (call.json()) {
				call.print(Codec.object().set("files", written));
			} else {
				call.line("Wrote " + written.size() + (written.size() == 1 ? " file." : " files."));
			}
			return 0;
		} catch (IOException | UncheckedIOException e) {
			throw new FailureException(Failure.failed("The export cannot be written: " + e.getMessage(), null), e);
		}
	}

	static int past(Call call, Personas.Past past) {
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("history");
			past.kept().forEach(kept -> array.add(Codec.object().put("nr", kept.nr()).put("at", kept.at().toString())
					.put("why", kept.why().name().toLowerCase(Locale.ROOT)).put("who", kept.who()).put("shared", kept.shared())
					.set("content", Codec.parse(kept.content()))));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("NR", "REPLACED", "WHY", "BY", "CONTENT");
		past.kept().forEach(kept -> table.row(String.valueOf(kept.nr()), kept.at().toString(), kept.why().name().toLowerCase(Locale.ROOT),
				kept.who(), kept.content()));
		call.terminal().print(table.toString());
		return 0;
	}
}
