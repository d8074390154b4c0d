package dev.umbra.ui.internal.transcript;

import java.util.Locale;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.session.Enclosure;
import dev.umbra.ui.internal.text.ForeignText;

/** What goes with a prompt or comes with an answer, in one line: its name, which leads to it, its kind and its size. Pure. */
public final class EnclosureRows {
	private static final int LONGEST_NAME = 160;

	private EnclosureRows() {
	}

	static Row row(Enclosure enclosure, Links links, int indent, Fill fill) {
		String name = ForeignText.shortened(ForeignText.shownOnOneLine(enclosure.name()), LONGEST_NAME);
		Face face = Face.PLAIN.in(Ink.ACCENT);
		Pen pen = new Pen().add("▪  ", Face.DIM).add(name.isEmpty() ? kind(enclosure) : name,
				target(enclosure, links).map(face::to).orElse(Face.PLAIN)).add("  " + kind(enclosure), Face.DIM.sized(92));
		if (enclosure.blob() != null) {
			pen.add(" · " + size(enclosure.bytes()), Face.DIM.sized(92));
		}
		Row row = pen.row(indent, 3, 0, false, fill);
		return enclosure.kind() == Enclosure.Kind.IMAGE && enclosure.blob() != null ? row.pictured(enclosure) : row;
	}

	/** What is here can be looked at; of a link, what the links of the text may lead to. */
	private static Optional<Target> target(Enclosure enclosure, Links links) {
		if (enclosure.blob() != null) {
			return Optional.of(new Target.OfEnclosure(enclosure));
		}
		return enclosure.uri() == null ? Optional.empty() : links.destination(enclosure.uri());
	}

	private static String kind(Enclosure enclosure) {
		return switch (enclosure.kind()) {
		case IMAGE -> Messages.enclosure_image;
		case AUDIO -> Messages.enclosure_audio;
		case TEXT -> Messages.enclosure_text;
		case BINARY -> Messages.enclosure_binary;
		case LINK -> Messages.enclosure_link;
		};
	}

	/** For people, for example {@code 12 KB}. */
	public static String size(long bytes) {
		if (bytes < 1024) {
			return NLS.bind(Messages.size_bytes, bytes);
		}
		double kilo = bytes / 1024.0;
		return kilo < 1024 ? NLS.bind(Messages.size_kilo, String.format(Locale.ROOT, kilo < 10 ? "%.1f" : "%.0f", kilo))
				: NLS.bind(Messages.size_mega, String.format(Locale.ROOT, "%.1f", kilo / 1024));
	}
}
