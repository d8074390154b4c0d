package dev.umbra.ui.internal.editors;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.ForeignText;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.catalog.Kept;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;

/** What a record was before, to be read and restored. On the SWT thread. */
final class HistoryDialog extends FittingDialog {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());
	private static final int[] SHARES = { 32, 34, 34 };
	private final Editing<?, ?> editing;
	private final UnaryOperator<String> titles;
	private @Nullable Table table;
	private @Nullable Text preview;
	private @Nullable Label state;
	private @Nullable Label problem;
	private List<Kept> found = List.of();

	/** @param titles of the fields, by their names */
	HistoryDialog(Shell parent, Editing<?, ?> editing, UnaryOperator<String> titles) {
		super(parent, Messages.history_title);
		this.editing = editing;
		this.titles = titles;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		state = Fields.note(area, Messages.history_looking);
		Table lines = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.history_list);
		lines.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = lines.getItemHeight() * 7;
		data.widthHint = convertHorizontalDLUsToPixels(340);
		lines.setLayoutData(data);
		Columns.share(lines, List.of(Messages.history_time, Messages.history_why, Messages.history_who), SHARES);
		lines.addListener(SWT.Selection, event -> selected());
		table = lines;
		Text text = Fields.lines(area, Messages.history_preview, 9);
		text.setEditable(false);
		((GridData) text.getLayoutData()).grabExcessVerticalSpace = true;
		preview = text;
		problem = Fields.problem(area);
		editing.history(outcome -> {
			if (!area.isDisposed()) {
				switch (outcome) {
				case Outcome.Ok<List<Kept>>(List<Kept> kept) -> fill(kept);
				case Outcome.NotOk<List<Kept>>(Failure failure) -> say(failure);
				}
			}
		});
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.history_restore, false);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, true);
		selected();
	}

	private void fill(List<Kept> kept) {
		Table lines = table;
		Label words = state;
		if (lines != null && words != null) {
			found = kept;
			words.setText(kept.isEmpty() ? Messages.history_none : Messages.history_note);
			kept.forEach(each -> new TableItem(lines, SWT.NONE)
					.setText(new String[] { TIME.format(each.at()), why(each.why()), ForeignText.shownOnOneLine(each.who()) }));
			words.getParent().layout(true, true);
		}
	}

	private static String why(Kept.Why why) {
		return switch (why) {
		case EDITED -> Messages.why_edited;
		case RECEIVED -> Messages.why_received;
		case CONFLICT -> Messages.why_conflict;
		case DELETED -> Messages.why_deleted;
		case RESTORED -> Messages.why_restored;
		};
	}

	private @Nullable Kept chosen() {
		Table lines = table;
		return lines == null || lines.getSelectionIndex() < 0 ? null : found.get(lines.getSelectionIndex());
	}

	private void selected() {
		Kept chosen = chosen();
		Text text = preview;
		Button restore = getButton(IDialogConstants.OK_ID);
		if (restore != null && text != null) {
			restore.setEnabled(chosen != null);
			text.setText(chosen == null ? "" : ForeignText.shown(said(chosen)));
		}
	}

	/** The fields that say something, each under its title. */
	private String said(Kept kept) {
		Map<String, Object> values = editing.values(kept);
		if (values.isEmpty()) {
			return kept.content();
		}
		return values.entrySet().stream().map(each -> Map.entry(titles.apply(each.getKey()), written(each.getValue())))
				.filter(each -> !each.getValue().isBlank()).map(each -> each.getKey() + ": " + each.getValue()).collect(Collectors.joining("\n"));
	}

	private static String written(Object value) {
		return value instanceof List<?> list ? list.stream().map(String::valueOf).collect(Collectors.joining(", ")) : (String) value;
	}

	private void say(Failure failure) {
		Label label = problem;
		Label words = state;
		if (label != null && words != null) {
			words.setText("");
			Fields.say(label, HostAnswers.words(failure));
			label.getParent().layout(true, true);
			selected();
		}
	}

	@Override
	protected void okPressed() {
		Kept chosen = chosen();
		Button restore = getButton(IDialogConstants.OK_ID);
		if (chosen == null || !restore.isEnabled()) {
			return;
		}
		restore.setEnabled(false);
		editing.restore(chosen, outcome -> {
			if (restore.isDisposed()) {
				return;
			}
			switch (outcome) {
			case Outcome.Ok<Done> ok -> super.okPressed();
			case Outcome.NotOk<Done>(Failure failure) -> say(failure);
			}
		});
	}
}
