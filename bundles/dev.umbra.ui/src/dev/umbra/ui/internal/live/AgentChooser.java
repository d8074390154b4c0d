package dev.umbra.ui.internal.live;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** The agents there are, to choose whose log or feed is shown. On the SWT thread. */
public final class AgentChooser {
	private final Combo combo;
	private List<Agents.One> listed = List.of();

	/** @param name for who hears it, and as a tool tip @param chosen told when the person chooses another one */
	public AgentChooser(Composite parent, String name, Consumer<AgentId> chosen) {
		combo = Named.named(new Combo(parent, SWT.READ_ONLY | SWT.DROP_DOWN), name);
		combo.setToolTipText(name);
		combo.addListener(SWT.Selection, event -> {
			int index = combo.getSelectionIndex();
			if (index >= 0 && index < listed.size()) {
				chosen.accept(listed.get(index).agent().id());
			}
		});
	}

	public Combo control() {
		return combo;
	}

	/**
	 * Shows these.
	 *
	 * @param wanted the one to be selected, or null
	 * @return the one that is selected now: the first where the wanted one is not there; null where there is none
	 */
	public @Nullable AgentId show(List<Agents.One> agents, @Nullable AgentId wanted) {
		List<String> names = agents.stream().map(one -> ForeignText.shownOnOneLine(one.agent().name())).toList();
		if (!names.equals(List.of(combo.getItems()))) {
			combo.setItems(names.toArray(String[]::new));
		}
		listed = agents;
		int index = agents.isEmpty() ? -1 : 0;
		for (int i = 0; i < agents.size(); i++) {
			if (agents.get(i).agent().id().equals(wanted)) {
				index = i;
			}
		}
		if (index >= 0 && combo.getSelectionIndex() != index) {
			combo.select(index);
		}
		return index < 0 ? null : agents.get(index).agent().id();
	}
}
