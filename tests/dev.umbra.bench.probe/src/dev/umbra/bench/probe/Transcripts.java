package dev.umbra.bench.probe;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.IntSupplier;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleTextEvent;
import org.eclipse.swt.accessibility.AccessibleTextExtendedListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transcript of a part and reads what it tells a screen reader: through its accessible listeners, as the system does,
 * so that what is told is what others are told. On the SWT thread.
 */
final class Transcripts {
	/** As in {@code dev.umbra.ui.Elements}; this bundle is also started where there is no such bundle. */
	private static final String TEXT = "dev.umbra.transcript.text";
	private static final String ENTRIES = "dev.umbra.transcript.entries";
	private static final Field LISTENERS = listeners();

	private Transcripts() {
	}

	private static Field listeners() {
		try {
			Field field = Accessible.class.getDeclaredField("accessibleTextExtendedListeners");
			field.setAccessible(true);
			return field;
		} catch (NoSuchFieldException e) {
			throw new IllegalStateException("SWT keeps its accessible listeners in another way", e);
		}
	}

	/** The transcript of a session. */
	static boolean is(Control control) {
		return control.getData(TEXT) != null;
	}

	/** Whether there is nothing in it. Unlike the other questions, this one costs nothing: it is asked while time is taken. */
	static boolean isEmpty(Control control) {
		return !(control.getData(ENTRIES) instanceof IntSupplier entries) || entries.getAsInt() == 0;
	}

	/** The largest one that is seen in there, or null. */
	static @Nullable Control in(@Nullable Object widget) {
		Control found = null;
		if (widget instanceof Composite composite) {
			if (composite.isVisible() && is(composite)) {
				found = composite;
			}
			for (Control child : composite.getChildren()) {
				Control inside = in(child);
				if (inside != null && (found == null || area(inside) > area(found))) {
					found = inside;
				}
			}
		}
		return found;
	}

	private static long area(Control control) {
		return (long) control.getSize().x * control.getSize().y;
	}

	private static int length(Control control) {
		AccessibleTextEvent event = new AccessibleTextEvent(control.getAccessible());
		told(control).forEach(listener -> listener.getCharacterCount(event));
		return event.count;
	}

	/** The last so many characters. */
	static String text(Control control, int characters) {
		int length = length(control);
		AccessibleTextEvent event = new AccessibleTextEvent(control.getAccessible());
		event.start = Math.max(0, length - characters);
		event.end = length;
		event.type = ACC.TEXT_BOUNDARY_ALL;
		told(control).forEach(listener -> listener.getText(event));
		String text = event.result == null ? "" : event.result;
		return text.substring(Math.max(0, text.length() - characters));
	}

	@SuppressWarnings("unchecked")
	private static List<AccessibleTextExtendedListener> told(Control control) {
		try {
			List<AccessibleTextExtendedListener> listeners = (List<AccessibleTextExtendedListener>) LISTENERS.get(control.getAccessible());
			return listeners == null ? List.of() : listeners;
		} catch (IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}
}
