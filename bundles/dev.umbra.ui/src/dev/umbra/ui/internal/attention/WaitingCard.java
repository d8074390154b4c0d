package dev.umbra.ui.internal.attention;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.questions.Given;
import dev.umbra.ui.internal.questions.Question;

/** One thing that waits: whose it is, and the question with its answers. On the SWT thread. */
final class WaitingCard extends Composite {
	private final UISynchronize ui;
	private final BiFunction<Attention.Item, Given, CompletionStage<Outcome<Done>>> answer;
	private final Composite header;
	private final Link session;
	private final Label where;
	/** Null if this version does not know what is asked. */
	private final @Nullable Question question;
	private WaitingRow row;
	/** Whether keys answer: not before the key that led here was released. */
	private boolean armed;

	/** @param answer sends an answer; completes on any thread @param rule makes a rule of a permission */
	WaitingCard(Composite parent, UISynchronize ui, WaitingRow row, Runnable open,
			BiFunction<Attention.Item, Given, CompletionStage<Outcome<Done>>> answer, Consumer<Detail.Permission> rule) {
		super(parent, SWT.NONE);
		this.ui = ui;
		this.row = row;
		this.answer = answer;
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		setLayout(layout);
		header = new Composite(this, SWT.NONE);
		GridLayout heads = new GridLayout(2, false);
		heads.marginWidth = Space.INSET + Space.TIGHT;
		heads.marginHeight = Space.TIGHT;
		heads.horizontalSpacing = Space.NEAR;
		header.setLayout(heads);
		header.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		session = Named.named(new Link(header, SWT.NONE), () -> NLS.bind(Messages.open_session, this.row.session()));
		session.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		session.addListener(SWT.Selection, e -> open.run());
		where = new Label(header, SWT.NONE);
		where.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		question = question(rule);
		for (Control each : new Control[] { header, where }) {
			each.addListener(SWT.MouseDoubleClick, e -> open.run());
		}
		// the question answers its keys itself; from the title they are handed on
		session.addListener(SWT.KeyDown, this::forward);
		session.addListener(SWT.KeyUp, e -> armed = true);
		session.addListener(SWT.MouseDown, e -> armed = true);
		Painted.byUs(this, header, session, where);
		words();
		recolor();
	}

	private @Nullable Question question(Consumer<Detail.Permission> rule) {
		Attention.Item item = row.item();
		Detail detail = item.permission() != null ? item.permission() : item.input() != null ? item.input() : item.login();
		Question made = detail == null ? null : Question.of(this, item.text(), detail, new Surroundings(rule));
		if (made == null) {
			Label unknown = new Label(this, SWT.WRAP);
			unknown.setText(NLS.bind(Messages.unknown, item.type()));
			unknown.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		} else {
			made.control().setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		}
		return made;
	}

	private void forward(Event event) {
		if (question != null && armed && (event.stateMask & SWT.MODIFIER_MASK) == 0 && event.character >= '1' && event.character <= '9') {
			Event same = new Event();
			same.character = event.character;
			same.keyCode = event.keyCode;
			question.key(same);
			event.doit = false;
		}
	}

	/** The same thing, later. */
	void show(WaitingRow fresh) {
		if (!fresh.equals(row)) {
			row = fresh;
			words();
		}
	}

	/** Whether an answer would reach the host. */
	void reachable(boolean now) {
		if (question != null) {
			question.reachable(now);
		}
	}

	WaitingRow row() {
		return row;
	}

	private void words() {
		// a title is text, never markup of the link
		session.setText("<a>" + row.session().replace("&", "&&").replace('<', '‹').replace('>', '›') + "</a>");
		session.setToolTipText(NLS.bind(Messages.open_session, row.session()).replace("&", "&&"));
		where.setText(row.where().replace("&", "&&"));
		if (question != null) {
			question.waiting(row.together());
		}
		header.layout();
	}

	void recolor() {
		Palette palette = Palette.of(getParent());
		for (Control each : new Control[] { this, header, session, where }) {
			each.setBackground(palette.raised());
		}
		session.setLinkForeground(palette.accent());
		session.setForeground(palette.text());
		where.setForeground(palette.dim());
		if (question != null) {
			question.paint(palette);
		}
	}

	/**
	 * To the title: nothing is answered by a key that was meant for something else. SWT calls this too, when the card above was
	 * answered and went: then a key that is still held down must not answer this one. It also calls it while the card is taken
	 * down.
	 */
	@Override
	public boolean setFocus() {
		armed = false;
		return !session.isDisposed() && session.setFocus();
	}

	/** The person came here. */
	void enter() {
		setFocus();
		armed = true;
	}

	private final class Surroundings implements Question.Surroundings {
		private final Consumer<Detail.Permission> rule;

		Surroundings(Consumer<Detail.Permission> rule) {
			this.rule = rule;
		}

		@Override
		public void answer(Given given) {
			answer.apply(row.item(), given).whenComplete((outcome, error) -> ui.asyncExec(() -> answered(outcome, error)));
		}

		@Override
		public void makeRule(Detail.Permission permission) {
			rule.accept(permission);
		}

		@Override
		public String agent() {
			return row.agent().isEmpty() ? row.item().agent().value() : row.agent();
		}
	}

	private void answered(@Nullable Outcome<Done> outcome, @Nullable Throwable error) {
		if (isDisposed() || question == null) {
			return;
		}
		if (error != null) {
			question.refused(NLS.bind(Messages.answer_broke, error.getMessage()), true);
		} else if (outcome instanceof Outcome.NotOk<Done> not) {
			Failure failure = not.failure();
			// one that was answered elsewhere leaves the list by itself
			question.refused(failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint(),
					failure.code() != Failure.Code.REFUSED && failure.code() != Failure.Code.NOT_FOUND);
		}
	}
}
