package dev.umbra.ui.internal.relays;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** The fields of a new relay, with what others could read there. On the SWT thread. */
final class AddRelayRow extends Composite {
	private static final List<RelayMode> MODES = List.of(RelayMode.PRIVATE, RelayMode.BUZZ_COMPATIBLE);
	private final Supplier<HostServices> services;
	private final Runnable changed;
	private final Runnable resized;
	private final Text url;
	private final Combo mode;
	private final Button add;
	private final Label visible;
	private final Label problem;

	AddRelayRow(Composite parent, Supplier<HostServices> services, Runnable changed, Runnable resized) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.services = services;
		this.changed = changed;
		this.resized = resized;
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.horizontalSpacing = Space.NEAR;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		setLayoutData(Fields.wide());
		url = Fields.line(this, Messages.add_url, SWT.NONE);
		url.setMessage(Messages.add_hint);
		mode = Named.named(new Combo(this, SWT.READ_ONLY | SWT.DROP_DOWN), Messages.add_mode);
		MODES.forEach(each -> mode.add(RelayWords.mode(each)));
		mode.select(0);
		add = new Button(this, SWT.PUSH);
		add.setText(Messages.add);
		problem = Fields.problem(this);
		visible = Fields.note(this, input().words());
		for (Label each : List.of(problem, visible)) {
			((GridData) each.getLayoutData()).horizontalSpan = 3;
		}
		url.addListener(SWT.Modify, event -> {
			say(null);
			words();
		});
		url.addListener(SWT.DefaultSelection, event -> add());
		mode.addListener(SWT.Selection, event -> words());
		add.addListener(SWT.Selection, event -> add());
	}

	/** Puts a URL into the field; the person still adds it. */
	void propose(String proposed) {
		url.setText(proposed);
		url.setFocus();
	}

	private AddInput input() {
		return new AddInput(url.getText(), MODES.get(mode.getSelectionIndex()));
	}

	private void words() {
		String words = input().words();
		if (!visible.getText().equals(words)) {
			visible.setText(words);
			resized.run();
		}
	}

	private void add() {
		AddInput input = input();
		String wrong = input.problem();
		say(wrong);
		if (wrong != null || !add.isEnabled()) {
			return;
		}
		add.setEnabled(false);
		HostAnswers.ask(this, services.get().get(Relays.class), relays -> relays.add(new Relays.Add(CommandId.random(), input.url(), input.mode(), null)),
				added -> {
					add.setEnabled(true);
					url.setText("");
					changed.run();
				}, refused -> {
					add.setEnabled(true);
					say(HostAnswers.words(refused));
				});
	}

	private void say(@Nullable String words) {
		if (Fields.say(problem, words)) {
			resized.run();
		}
	}
}
