package dev.umbra.ui.internal.relays;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.relays.ServeInput.Field;

/** This computer as a relay: off, unless the person wants it. On the SWT thread. */
final class ServePage {
	private final Supplier<HostServices> services;
	private final Runnable changed;
	private final Consumer<String> adding;
	private final Runnable resized;
	private final Composite area;
	private final Button on;
	private final Text port;
	private final Button alone;
	private final Button others;
	private final Text allowed;
	private final Button apply;
	private final Button add;
	private final Label state;
	private final Label failure;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	/** What the settings said last: a field that the person changed is left alone. */
	private @Nullable ServeInput known;
	private String url = "";

	/** @param adding is given the URL of this relay when the person wants to use it here */
	ServePage(Composite parent, Supplier<HostServices> services, Runnable changed, Consumer<String> adding, Runnable resized) {
		this.services = services;
		this.changed = changed;
		this.adding = adding;
		this.resized = resized;
		area = Fields.grid(parent, 1);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Fields.note(area, Messages.serve_note);
		on = new Button(area, SWT.CHECK);
		on.setText(Messages.serve_on);
		Composite fields = Fields.grid(area, 2);
		((GridData) fields.getLayoutData()).horizontalIndent = 20;
		Fields.label(fields, Messages.serve_port);
		port = Fields.line(fields, Messages.serve_port, SWT.NONE);
		((GridData) port.getLayoutData()).grabExcessHorizontalSpace = false;
		((GridData) port.getLayoutData()).widthHint = 80;
		((GridData) port.getLayoutData()).horizontalAlignment = SWT.BEGINNING;
		problems.put(Field.PORT, across(Fields.problem(fields)));
		alone = radio(fields, Messages.serve_alone);
		others = radio(fields, Messages.serve_others);
		Label who = across(Fields.note(fields, Messages.serve_allowed));
		who.setForeground(area.getForeground());
		allowed = Fields.lines(fields, Messages.serve_allowed, 2);
		((GridData) allowed.getLayoutData()).horizontalSpan = 2;
		problems.put(Field.ALLOWED, across(Fields.problem(fields)));
		Composite buttons = Fields.grid(area, 2);
		((GridData) buttons.getLayoutData()).horizontalAlignment = SWT.BEGINNING;
		apply = Fields.button(buttons, Messages.serve_apply, this::apply);
		add = Fields.button(buttons, Messages.serve_use, () -> this.adding.accept(url));
		failure = Fields.problem(area);
		state = Fields.note(area, "");
		on.addListener(SWT.Selection, event -> enable());
		alone.addListener(SWT.Selection, event -> enable());
		others.addListener(SWT.Selection, event -> enable());
		put(new ServeInput(false, Integer.toString(ServeInput.USUAL_PORT), false, ServeInput.EVERYWHERE, ""));
		add.setEnabled(false);
		apply.setEnabled(false);
	}

	private static Label across(Label label) {
		((GridData) label.getLayoutData()).horizontalSpan = 2;
		return label;
	}

	private static Button radio(Composite parent, String words) {
		Button radio = new Button(parent, SWT.RADIO);
		radio.setText(words);
		radio.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false, 2, 1));
		return radio;
	}

	private void put(ServeInput input) {
		on.setSelection(input.on());
		port.setText(input.port());
		alone.setSelection(!input.others());
		others.setSelection(input.others());
		allowed.setText(input.allowed());
		enable();
	}

	private void enable() {
		Fields.enable(port, on.getSelection());
		alone.setEnabled(on.getSelection());
		others.setEnabled(on.getSelection());
		Fields.enable(allowed, on.getSelection() && others.getSelection());
	}

	private ServeInput input() {
		ServeInput before = known;
		return new ServeInput(on.getSelection(), port.getText(), others.getSelection(), before == null ? ServeInput.EVERYWHERE : before.address(),
				allowed.getText().replace("\r\n", "\n"));
	}

	/** @param serving not asked for, or failed, where the host is too old to say it @param identities null while they are not known */
	void show(Known<Host.Settings> settings, Known<Host.Serving> serving, Identities.@Nullable Listing identities) {
		Host.Settings value = settings.value();
		if (value == null || identities == null) {
			if (settings.failure() != null) {
				word(HostAnswers.words(settings.failure()));
			}
			return;
		}
		String npub = identities.identities().stream().filter(Identities.One::current).map(Identities.One::npub).findFirst().orElse("");
		ServeInput now = ServeInput.of(value.values(), npub);
		ServeInput before = known;
		if (!now.equals(before)) {
			boolean touched = before != null && !input().equals(before);
			known = now;
			if (!touched) {
				put(now);
			}
			apply.setEnabled(true);
		}
		Host.Serving said = serving.value();
		boolean is = said == null ? now.on() : said.url() != null;
		url = said != null && said.url() != null ? said.url() : now.url();
		add.setEnabled(is);
		if (is) {
			word(NLS.bind(now.others() ? Messages.serve_is_others : Messages.serve_is, url, now.port()));
		} else {
			word(now.on() && said != null ? NLS.bind(Messages.serve_cannot, String.join(" ", said.words())) : Messages.serve_is_not);
		}
	}

	private void apply() {
		ServeInput input = input();
		Map<Field, String> found = input.problems();
		boolean moved = Fields.say(failure, null);
		for (Map.Entry<Field, Label> each : problems.entrySet()) {
			moved |= Fields.say(each.getValue(), found.get(each.getKey()));
		}
		if (moved) {
			grown();
		}
		if (!found.isEmpty()) {
			return;
		}
		apply.setEnabled(false);
		HostAnswers.ask(area, services.get().host(), host -> host.serve(input.call(CommandId.random())), serving -> {
			apply.setEnabled(true);
			Integer taken = serving.port();
			if (taken != null && !port.getText().strip().equals(taken.toString())) {
				port.setText(taken.toString());
			}
			// what the settings say from now on is what is in the fields
			known = input();
			changed.run();
		}, this::refused);
	}

	private void refused(Failure refused) {
		apply.setEnabled(true);
		if (Fields.say(failure, HostAnswers.words(refused))) {
			grown();
		}
	}

	private void word(String words) {
		if (Fields.say(state, words)) {
			grown();
		}
	}

	private void grown() {
		area.layout(true, true);
		resized.run();
	}
}
