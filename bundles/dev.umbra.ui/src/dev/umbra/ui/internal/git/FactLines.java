package dev.umbra.ui.internal.git;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Branch, its distance from others, how many files differ, the last commit, the worktree: a line each, where there is something to say. On the SWT thread. */
final class FactLines {
	private final Composite pane;
	private final Label icon;
	private final Label branch;
	private final Label upstream;
	private final Label changes;
	private final Label stashes;
	private final Label last;
	private final Label worktree;
	private final List<Label> lines;

	/** @param parent with a grid of one column */
	FactLines(Composite parent) {
		pane = Fields.grid(parent, 2);
		((GridLayout) pane.getLayout()).horizontalSpacing = Space.TIGHT;
		icon = new Label(pane, SWT.NONE);
		icon.setImage(Icons.image(Icon.BRANCH));
		icon.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
		branch = new Label(pane, SWT.WRAP);
		GridData data = Fields.wide();
		data.widthHint = 1;
		branch.setLayoutData(data);
		upstream = line();
		changes = line();
		stashes = line();
		last = line();
		worktree = line();
		lines = List.of(upstream, changes, stashes, last, worktree);
		Fields.show(pane, false);
	}

	private Label line() {
		Label label = new Label(pane, SWT.WRAP);
		GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
		data.widthHint = 1;
		data.exclude = true;
		label.setLayoutData(data);
		label.setVisible(false);
		return label;
	}

	/** @return whether there was something */
	boolean clear() {
		boolean was = pane.getVisible();
		Fields.show(pane, false);
		return was;
	}

	void show(GitFacts facts) {
		boolean branched = !facts.branch().isEmpty();
		branch.setText(facts.branch().replace("&", "&&"));
		Fields.show(branch, branched);
		Fields.show(icon, branched);
		say(upstream, facts.upstream());
		say(changes, facts.changes());
		say(stashes, facts.stashes());
		say(last, facts.last());
		say(worktree, facts.worktree());
		Fields.show(pane, branched || !facts.worktree().isEmpty());
	}

	private static void say(Label label, String words) {
		Fields.say(label, words.isEmpty() ? null : words);
	}

	void paint(Palette palette) {
		for (Control each : List.of(pane, icon, branch)) {
			each.setBackground(palette.surface());
			each.setForeground(palette.text());
		}
		lines.forEach(line -> {
			line.setBackground(palette.surface());
			line.setForeground(line == changes ? palette.text() : palette.dim());
		});
	}
}
