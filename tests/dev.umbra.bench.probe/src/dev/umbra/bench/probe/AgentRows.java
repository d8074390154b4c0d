package dev.umbra.bench.probe;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jspecify.annotations.Nullable;

/** The rows of the Agents part: what they say to a screen reader, and when one of them was painted. On the SWT thread. */
final class AgentRows {
	/** As in {@code dev.umbra.ui.Elements}; this bundle is also started where there is no such bundle. */
	private static final String AGENTS = "dev.umbra.ui.part.agents";
	private final MApplication application;
	private final Display display;
	private @Nullable Tree watched;
	private @Nullable String awaited;

	AgentRows(MApplication application, Display display) {
		this.application = application;
		this.display = display;
	}

	/** All rows, folded ones too; none while the part shows something else, as it does where there is nothing yet. */
	void tell() {
		List<String> texts = new ArrayList<>();
		Tree tree = tree();
		if (tree != null && tree.isVisible()) {
			add(texts, tree.getItems());
		}
		Told.say("{\"rows\":[" + String.join(",", texts.stream().map(Told::quoted).toList()) + "]}");
	}

	private static void add(List<String> texts, TreeItem[] items) {
		for (TreeItem item : items) {
			texts.add(item.getText());
			add(texts, item.getItems());
		}
	}

	/** From now on it waits for a row with these words in it, and tells the moment after it was painted for the first time. */
	void await(String words) {
		Tree tree = tree();
		if (tree == null) {
			Told.say("{\"trouble\":\"the part has no tree\"}");
			return;
		}
		if (watched != tree) {
			watched = tree;
			// after the part's own listener, which paints
			tree.addListener(SWT.PaintItem, this::painted);
		}
		awaited = words;
		Told.say("{\"awaits\":true}");
	}

	private void painted(Event event) {
		if (awaited instanceof String words && event.item instanceof TreeItem item && item.getText().contains(words)) {
			awaited = null;
			display.asyncExec(() -> Told.say("{\"painted\":" + System.nanoTime() + "}"));
		}
	}

	private @Nullable Tree tree() {
		for (MPart part : application.getContext().get(EModelService.class).findElements(application, AGENTS, MPart.class)) {
			Tree found = in(part.getWidget());
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static @Nullable Tree in(@Nullable Object widget) {
		if (widget instanceof Tree tree) {
			return tree;
		}
		if (widget instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				Tree found = in(child);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}
}
