package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Json;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.api.Personas.ImportLine;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.core.catalog.BuiltInPersonas;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.catalog.TeamContent;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.host.CatalogReader.Shown;
import dev.umbra.host.CatalogWriter.Planned;

/**
 * What files would make of the catalog: the preview of an import, and the import itself. A persona that is known by its slug is changed
 * as by another device: what the file does not say stays. Nothing is run, and no command that comes so may run unconfirmed.
 */
final class CatalogImport {
	private static final int MOST_BYTES = 5 * 1024 * 1024;
	private static final int MOST_RECORDS = 1000;
	private static final PublicKey NOBODY = new PublicKey("0".repeat(64));
	private final Shown shown;
	private final List<ImportLine> lines = new ArrayList<>();
	private final List<Read> reads = new ArrayList<>();

	private record Read(RecordKind kind, String id, @Nullable CatalogRecord before, String content, String file) {
	}

	private CatalogImport(Shown shown) {
		this.shown = shown;
	}

	/** @throws FailureException in words, if it is too much */
	static CatalogImport of(List<TextFile> files, Shown shown) {
		long bytes = files.stream().mapToLong(file -> file.text().getBytes(StandardCharsets.UTF_8).length).sum();
		if (bytes > MOST_BYTES) {
			throw new FailureException(Failure.usage("The files have " + bytes + " bytes together; at most " + MOST_BYTES + " are imported at once.",
					"Import fewer at a time."));
		}
		CatalogImport all = new CatalogImport(shown);
		files.forEach(all::read);
		if (all.lines.size() > MOST_RECORDS) {
			throw new FailureException(Failure.usage("The files have " + all.lines.size() + " records; at most " + MOST_RECORDS + " are imported at once.",
					"Import fewer at a time."));
		}
		return all;
	}

	List<ImportLine> lines() {
		return lines;
	}

	List<Planned> planned(PublicKey owner) {
		return reads.stream().map(read -> new Planned(new Coordinate(owner, read.kind(), read.id()), read.before(), read.content(),
				read.before() != null && read.before().shared())).toList();
	}

	/** Where new personas came from, for this device to know. */
	List<CatalogWrite> devices(PublicKey owner, Shown before) {
		List<CatalogWrite> writes = new ArrayList<>();
		for (Read read : reads) {
			if (read.kind() == RecordKind.PERSONA && read.before() == null) {
				PersonaDevice known = before.device(new Slug(read.id()));
				writes.add(new CatalogWrite.PutPersonaDevice(owner,
						new PersonaDevice(known.persona(), true, false, known.confirmed(), "the file " + read.file())));
			}
		}
		return writes;
	}

	private void read(TextFile file) {
		try {
			PersonaFile.read(file.name(), file.text()).forEach(part -> part(file.name(), part));
		} catch (IllegalArgumentException e) {
			lines.add(new ImportLine(file.name(), file.name().endsWith(PersonaFile.TEAM) ? "team" : "persona", "", "", "refused", List.of(),
					String.valueOf(e.getMessage()), null));
		}
	}

	private void part(String file, PersonaFile.Part part) {
		String kind = part.kind() == RecordKind.TEAM ? "team" : "persona";
		String left = part.left().isEmpty() ? "" : "Left out, since no file may bring it: " + String.join(", ", part.left());
		try {
			String id = id(part);
			Coordinate at = new Coordinate(shown.owner() == null ? NOBODY : shown.owner(), part.kind(), id);
			CatalogRecord before = before(at);
			String content = Incoming.merged(at, before == null ? null : before.content(), part.content());
			boolean same = before != null && before.content().equals(content);
			if (!same) {
				reads.removeIf(read -> read.kind() == part.kind() && read.id().equals(id));
				reads.add(new Read(part.kind(), id, before, content, file));
			}
			lines.add(new ImportLine(file, kind, id, name(at, content), before == null ? "new" : same ? "same" : "changed",
					before == null ? List.of() : fields(before.content(), content), left, command(at, content)));
		} catch (IllegalArgumentException e) {
			lines.add(new ImportLine(file, kind, part.id() == null ? "" : part.id(), "", "refused", List.of(), String.valueOf(e.getMessage()), null));
		}
	}

	/** As the file has it; a new one where it has none, or one of ours that is not to be changed. */
	private static String id(PersonaFile.Part part) {
		String id = part.id();
		if (part.kind() == RecordKind.TEAM) {
			return id == null ? TeamId.random().value() : new TeamId(id).value();
		}
		boolean builtIn = BuiltInPersonas.ALL.stream().anyMatch(each -> each.slug().value().equals(id));
		return id == null || builtIn ? Slug.of(PersonaContent.read(new Slug("new"), part.content()).displayName()).value() : new Slug(id).value();
	}

	private @Nullable CatalogRecord before(Coordinate at) {
		return switch (at.kind()) {
		case PERSONA -> shown.personas().stream().map(CatalogReader.Found::record).filter(record -> record != null && record.at().equals(at)).findFirst()
				.orElse(null);
		case TEAM -> shown.teams().stream().map(CatalogReader.FoundTeam::record).filter(record -> record.at().equals(at)).findFirst().orElse(null);
		case AGENT -> null;
		};
	}

	private static String name(Coordinate at, String content) {
		return at.kind() == RecordKind.TEAM ? TeamContent.read(new TeamId(at.d()), content).name()
				: PersonaContent.read(new Slug(at.d()), content).displayName();
	}

	private @Nullable String command(Coordinate at, String content) {
		if (at.kind() != RecordKind.PERSONA) {
			return null;
		}
		CatalogReader.Found found = new CatalogReader.Found(PersonaContent.read(new Slug(at.d()), content), null);
		return found.mayRun(shown.device(new Slug(at.d()))) ? null : found.persona().acpCommand();
	}

	private static List<String> fields(String before, String after) {
		if (!(Json.read(before) instanceof Map<?, ?> old) || !(Json.read(after) instanceof Map<?, ?> fresh)) {
			return List.of();
		}
		return fresh.entrySet().stream().filter(each -> !each.getValue().equals(old.get(each.getKey()))).map(each -> String.valueOf(each.getKey())).toList();
	}
}
