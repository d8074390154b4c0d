package dev.umbra.workbench.tests;

import java.lang.reflect.Field;
import java.util.List;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.accessibility.AccessibleTextExtendedListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** What a screen reader says of a control. */
final class Names {
	private Names() {
	}

	/** The accessible name that the product gave it, else its text; empty if it has neither. */
	static String of(Control control) {
		AccessibleEvent event = new AccessibleEvent(control);
		event.childID = ACC.CHILDID_SELF;
		for (AccessibleListener listener : listeners(control.getAccessible(), "accessibleListeners", AccessibleListener.class)) {
			listener.getName(event);
		}
		if (event.result != null && !event.result.isBlank()) {
			return event.result;
		}
		String text = switch (control) {
		case Button button -> button.getText();
		case Label label -> label.getText();
		case Link link -> link.getText().replaceAll("<[^>]*>", "");
		default -> "";
		};
		return text.replaceAll("&(?!&)", "").replace("&&", "&");
	}

	/** Who answers for the text of a control. */
	static AccessibleTextExtendedListener text(Control control) {
		return listeners(control.getAccessible(), "accessibleTextExtendedListeners", AccessibleTextExtendedListener.class).getFirst();
	}

	/** SWT lets one add listeners, and nobody ask them. */
	private static <L> List<L> listeners(Accessible accessible, String name, Class<L> kind) {
		try {
			Field field = Accessible.class.getDeclaredField(name);
			field.setAccessible(true);
			return field.get(accessible) instanceof List<?> listeners ? listeners.stream().map(kind::cast).toList() : List.of();
		} catch (ReflectiveOperationException e) {
			throw new IllegalStateException("SWT keeps its accessible listeners elsewhere", e);
		}
	}
}
