package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

import dev.umbra.ui.internal.look.Palette;

/** Fonts and colours of {@link Face}s for one control; the fonts are disposed with it. On the SWT thread. */
final class Faces {
	private record FontKey(boolean mono, boolean bold, boolean italic, int size) {
	}

	private final Control control;
	private final Control theme;
	private final boolean raised;
	private final Map<FontKey, Font> fonts = new HashMap<>();
	private final Map<String, Integer> widths = new HashMap<>();
	private FontData[] base;
	private Palette palette;

	/**
	 * @param theme whose background says which theme holds
	 * @param raised on a card, not on the surface of a part
	 */
	Faces(Control control, Control theme, boolean raised) {
		this.control = control;
		this.theme = theme;
		this.raised = raised;
		this.base = control.getFont().getFontData();
		this.palette = Palette.of(theme);
		control.addDisposeListener(event -> forget());
	}

	Palette palette() {
		return palette;
	}

	/** Whether theme or font are others than before; then all that was styled must be styled again. */
	boolean changed() {
		Palette now = Palette.of(theme);
		FontData[] font = control.getFont().getFontData();
		boolean changed = now.dark() != palette.dark() || !Arrays.equals(font, base);
		palette = now;
		if (changed) {
			base = font;
			forget();
		}
		return changed;
	}

	private void forget() {
		fonts.values().forEach(Font::dispose);
		fonts.clear();
		widths.clear();
	}

	StyleRange[] styles(Row row, int offset) {
		List<StyleRange> styles = new ArrayList<>(row.runs().size());
		for (Run run : row.runs()) {
			StyleRange style = style(run.face());
			style.start = offset + run.start();
			style.length = run.length();
			styles.add(style);
		}
		return styles.toArray(StyleRange[]::new);
	}

	/** How a stretch of text looks; start and length are not set. */
	StyleRange style(Face face) {
		StyleRange style = new StyleRange();
		style.foreground = color(face.ink());
		style.background = face.code() ? palette.code() : null;
		style.strikeout = face.struck();
		style.underline = face.target() instanceof Target.Web || face.target() instanceof Target.InFile;
		style.underlineStyle = SWT.UNDERLINE_SINGLE;
		if (face.mono() || face.bold() || face.italic() || face.size() != 100) {
			style.font = font(face);
		}
		return style;
	}

	Color color(Ink ink) {
		return switch (ink) {
		case TEXT -> palette.text();
		case DIM -> palette.dim();
		case ACCENT -> palette.accent();
		case OK -> palette.ok();
		case BUSY -> palette.busy();
		case WARNING -> palette.warning();
		case ERROR -> palette.error();
		case KEYWORD -> palette.keyword();
		case STRING -> palette.string();
		case COMMENT -> palette.comment();
		case NUMBER -> palette.number();
		};
	}

	Color color(Fill fill) {
		return switch (fill) {
		case NONE -> raised ? palette.raised() : palette.surface();
		case PROMPT -> palette.raised();
		case CODE -> palette.code();
		case ADDED -> palette.added();
		case REMOVED -> palette.removed();
		};
	}

	private Font font(Face face) {
		return fonts.computeIfAbsent(new FontKey(face.mono(), face.bold(), face.italic(), face.size()), key -> {
			FontData data = base[0];
			String family = key.mono() ? JFaceResources.getTextFont().getFontData()[0].getName() : data.getName();
			int style = (key.bold() ? SWT.BOLD : SWT.NORMAL) | (key.italic() ? SWT.ITALIC : SWT.NORMAL);
			FontData made = new FontData(family, Math.max(1, Math.round(data.getHeight() * key.size() / 100f)), style);
			made.height = data.height * key.size() / 100f;
			return new Font(control.getDisplay(), made);
		});
	}

	/** Width of the beginning of a row that wrapped lines hang below, in points. */
	int hang(Row row) {
		if (row.hang() == 0) {
			return 0;
		}
		String beginning = row.text().substring(0, Math.min(row.hang(), row.text().length()));
		boolean mono = !row.runs().isEmpty() && row.runs().getFirst().face().mono();
		return widths.computeIfAbsent((mono ? "m" : "p") + beginning, key -> {
			GC gc = new GC(control);
			try {
				gc.setFont(mono ? font(Face.MONO) : control.getFont());
				return gc.textExtent(beginning).x;
			} finally {
				gc.dispose();
			}
		});
	}
}
