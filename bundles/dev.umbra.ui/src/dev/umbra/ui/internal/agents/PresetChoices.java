package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;

/**
 * The known agents to choose from, those that are installed first, and last a program of one's own. What is found is shown as soon as it
 * is known; a choice outlives that. On the SWT thread.
 */
final class PresetChoices {
	private static final int ROWS = 12;
	private final Palette palette;
	private final @Nullable Snapshots snapshots;
	/** Preset that is chosen at first; empty for a program of one's own, null for the likeliest. */
	private final @Nullable String wanted;
	private final Table table;
	private List<Preset> known = List.of();

	PresetChoices(Composite parent, Palette palette, @Nullable Snapshots snapshots, @Nullable String wanted) {
		this.palette = palette;
		this.snapshots = snapshots;
		this.wanted = wanted;
		table = Named.named(new Table(parent, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.dialog_presets);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = table.getItemHeight() * ROWS;
		table.setLayoutData(data);
	}

	/**
	 * Shows what there is, and what comes.
	 *
	 * @param chosen told of each choice, also of those that were not made by the person
	 * @param looked told when there may be other words
	 */
	void follow(Runnable chosen, Runnable looked) {
		table.addListener(SWT.Selection, e -> chosen.run());
		Snapshots present = snapshots;
		if (present != null) {
			Display display = table.getDisplay();
			Subscription subscription = present.presets().onChange(() -> {
				if (!display.isDisposed()) {
					display.asyncExec(() -> {
						if (!table.isDisposed()) {
							show(chosen, looked);
						}
					});
				}
			});
			table.addListener(SWT.Dispose, e -> subscription.close());
			present.presets().pull();
		}
		show(chosen, looked);
	}

	private void show(Runnable chosen, Runnable looked) {
		Agents.Presets presets = snapshots == null ? null : snapshots.presets().now().value();
		List<Preset> fresh = ordered(presets == null ? List.of() : presets.presets());
		if (fresh.equals(known) && table.getItemCount() > 0) {
			looked.run();
			return;
		}
		Preset before = chosen();
		boolean first = known.isEmpty();
		known = fresh;
		fill();
		table.select(index(first, first ? wanted : before == null ? null : before.id()));
		chosen.run();
	}

	/** What is installed first, else in the order of the host. */
	private static List<Preset> ordered(List<Preset> presets) {
		List<Preset> ordered = new ArrayList<>(presets);
		ordered.sort((a, b) -> Boolean.compare(b.installed(), a.installed()));
		return List.copyOf(ordered);
	}

	private void fill() {
		table.removeAll();
		for (Preset preset : known) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(preset.title());
			item.setImage(Dots.image(preset.installed() ? palette.ok() : palette.dim(), preset.installed()));
			if (!preset.installed()) {
				item.setForeground(palette.dim());
			}
		}
		TableItem own = new TableItem(table, SWT.NONE);
		own.setText(Messages.dialog_own);
		own.setImage(Dots.image(palette.accent(), false));
	}

	private int index(boolean first, @Nullable String id) {
		if (first && id == null) {
			return 0;
		}
		for (int i = 0; i < known.size(); i++) {
			if (known.get(i).id().equals(id)) {
				return i;
			}
		}
		return known.size();
	}

	/** The chosen preset, or null for a program of one's own. */
	@Nullable
	Preset chosen() {
		int index = table.getSelectionIndex();
		return index >= 0 && index < known.size() ? known.get(index) : null;
	}

	String heading() {
		Preset preset = chosen();
		return preset == null ? Messages.dialog_own : preset.title();
	}

	/** What was found of the chosen one, and how it is installed. */
	String explanation() {
		Preset preset = chosen();
		if (preset != null) {
			return found(preset);
		}
		Known<Agents.Presets> now = snapshots == null ? null : snapshots.presets().now();
		Failure failed = now == null ? null : now.failure();
		return !known.isEmpty() ? Messages.dialog_own_where : failed != null ? NLS.bind(Messages.dialog_presets_failed, failed.message()) : Messages.dialog_looking;
	}

	private static String found(Preset preset) {
		if (preset.program().equals(Preset.DEMO_PROGRAM)) {
			return Messages.dialog_builtin;
		}
		if (!preset.installed()) {
			return NLS.bind(Messages.dialog_missing, preset.install());
		}
		return preset.version() == null ? NLS.bind(Messages.dialog_installed, preset.path())
				: NLS.bind(Messages.dialog_installed_version, preset.path(), preset.version());
	}
}
