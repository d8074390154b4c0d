package dev.umbra.ui.internal.questions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;

import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What an agent asks the person to fill in, or the page it asks them to visit. Nothing is opened before its whole address was
 * seen. On the SWT thread.
 */
public final class InputView extends SheetView {
	/** Points of what is asked that are worth seeing: about two fields. */
	private static final int LEAST_BODY = 110;

	private final ScrolledComposite scroll;
	private final Composite body;
	private final Composite answers;
	private final Detail.Input input;
	private final Sheet sheet;
	private final List<FieldControl> fields = new ArrayList<>();
	private final List<Button> buttons = new ArrayList<>();

	InputView(Composite parent, String text, Detail.Input input, Surroundings surroundings) {
		super(parent, surroundings);
		this.input = input;
		boolean page = input.url() != null;
		String title = ForeignText.clean(input.title().isBlank() ? text : input.title()).strip();
		setLayout(GridLayoutFactory.fillDefaults().spacing(0, 0).create());
		scroll = new ScrolledComposite(this, SWT.V_SCROLL);
		scroll.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		body = new Composite(scroll, SWT.NONE);
		scroll.setContent(body);
		scroll.setShowFocusedControl(true);
		scroll.addListener(SWT.Resize, event -> fit());
		sheet = new Sheet(this, body, page ? Messages.input_page : Messages.input_form, title);
		String message = ForeignText.clean(text).strip();
		if (!message.isEmpty() && !message.equals(title)) {
			Sheet.label(body, message);
		}
		if (page) {
			page(input.url());
		} else {
			for (Detail.Field field : input.fields()) {
				FieldControl control = new FieldControl(sheet, body, field, this::changed);
				control.onEnter(this::accept);
				fields.add(control);
			}
		}
		answers = sheet.row(this);
		((GridData) answers.getLayoutData()).horizontalIndent = Space.INSET + Space.TIGHT;
		Composite row = answers;
		Button accept = sheet.button(row, page ? Messages.input_done : Messages.input_send, this::accept);
		sheet.primary(accept);
		buttons.add(accept);
		buttons.add(sheet.button(row, Messages.input_decline, () -> answer(Given.option("decline"))));
		buttons.add(sheet.button(row, Messages.input_cancel, () -> answer(new Given(null, null, false))));
		buttons.get(1).setToolTipText(Messages.input_decline_tip);
		buttons.get(2).setToolTipText(Messages.input_cancel_tip);
		if (fields.stream().anyMatch(field -> field.field().required())) {
			sheet.dim(body, Messages.input_required);
		}
		sheet.done();
	}

	private void page(String url) {
		Text address = Named.named(new Text(body, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP), Messages.input_address);
		address.setText(ForeignText.shownOnOneLine(url));
		GridData data = Sheet.wide();
		data.widthHint = 120;
		address.setLayoutData(data);
		Composite row = sheet.row();
		String refused = InputForm.refusal(url);
		if (refused == null) {
			sheet.button(row, Messages.input_open, () -> {
				if (!Program.launch(url)) {
					sheet.say(Messages.input_unopened, true);
				}
			});
		} else {
			Sheet.label(body, refused);
		}
		sheet.button(row, Messages.copy, () -> Copying.copy(this, url));
	}

	private void changed() {
		tell(false);
	}

	private boolean tell(boolean all) {
		boolean moved = false;
		for (FieldControl field : fields) {
			moved |= field.tell(all);
		}
		if (moved) {
			fit();
			requestLayout();
		}
		return fields.stream().allMatch(FieldControl::fine);
	}

	/** What does not fit is scrolled; the answers below stay where they are. */
	private void fit() {
		scroll.setMinHeight(body.computeSize(Math.max(1, scroll.getClientArea().width), SWT.DEFAULT).y);
	}

	@Override
	public int least() {
		return answers.computeSize(Math.max(1, getClientArea().width), SWT.DEFAULT).y + LEAST_BODY;
	}

	private void accept() {
		if (!canAnswer()) {
			return;
		}
		if (!tell(true)) {
			fields.stream().filter(field -> !field.fine()).findFirst().ifPresent(FieldControl::focus);
			return;
		}
		Map<String, Typed> typed = new LinkedHashMap<>();
		fields.forEach(field -> typed.put(field.field().name(), field.typed()));
		answer(new Given("accept", input.url() == null ? InputForm.json(input.fields(), typed) : null, false));
	}

	private void answer(Given given) {
		answer(given, Messages.answering);
	}

	@Override
	void enable() {
		buttons.forEach(button -> button.setEnabled(canAnswer()));
		fields.forEach(field -> field.enable(!isAnswering()));
		sheet.repaint();
	}

	@Override
	Sheet sheet() {
		return sheet;
	}

	@Override
	public void key(Event event) {
		// keys write into the fields
	}

	/** SWT calls this too while the form is taken down, when its fields are gone before it. */
	@Override
	public boolean setFocus() {
		return fields.isEmpty() ? !buttons.getFirst().isDisposed() && buttons.getFirst().forceFocus() : fields.getFirst().focus();
	}
}
