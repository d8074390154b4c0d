package dev.umbra.bench.probe;

import java.util.concurrent.TimeUnit;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

/**
 * What a transcript is usually made of, in a window of its own beside the product's: {@code widgets}, a composite with a
 * label and a text per message, or {@code text}, all messages in one text. Told when it is painted; then it grows by so many
 * updates a second, each shown as soon as it can, and follows its end. On the SWT thread.
 */
final class Naive {
	private static final int TICK_MILLIS = 10;
	private static final int UPDATES_PER_MESSAGE = 60;
	private static final long BEHIND = TimeUnit.MILLISECONDS.toNanos(100);
	private static final String MESSAGE = "The host keeps what was said, in order, and the window only shows it. Here is a line of code that explains "
			+ "nothing, and then a point that is made, another one, before the text goes on with a link and ends in a longer sentence, as "
			+ "such texts do, so that lines wrap and paragraphs grow.\n";

	private final Display display;
	private final Runnable grow = this::grow;
	private @Nullable Shell shell;
	private @Nullable StyledText last;
	private @Nullable Composite list;
	private int perSecond;
	private long begin;
	private long sent;

	Naive(Display display) {
		this.display = display;
	}

	/** @param kind {@code widgets} or {@code text} */
	void open(String kind, int messages, int perSecond) {
		long opened = System.nanoTime();
		Shell fresh = new Shell(display, SWT.SHELL_TRIM);
		fresh.setText("Naive");
		fresh.setLayout(new FillLayout());
		fresh.setSize(900, 800);
		if (kind.equals("widgets")) {
			widgets(fresh, messages);
		} else {
			StyledText text = new StyledText(fresh, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.READ_ONLY);
			for (int i = 0; i < messages; i++) {
				text.append(MESSAGE);
			}
			text.setTopIndex(text.getLineCount() - 1);
			last = text;
		}
		shell = fresh;
		boolean[] painted = new boolean[1];
		// not the last message: of some hundred widgets one below another, the windowing system paints those beyond its 32,767 pixels never
		Control watched = list == null && last != null ? last : fresh;
		watched.addListener(SWT.Paint, event -> {
			if (!painted[0]) {
				painted[0] = true;
				display.asyncExec(() -> {
					Told.say("{\"naive\":\"" + kind + "\",\"millis\":" + Told.millis(System.nanoTime() - opened) + "}");
					begin = System.nanoTime();
					display.timerExec(TICK_MILLIS, grow);
				});
			}
		});
		this.perSecond = perSecond;
		sent = 0;
		fresh.open();
	}

	private void widgets(Shell parent, int messages) {
		ScrolledComposite scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		Composite inside = new Composite(scroll, SWT.NONE);
		inside.setLayout(new GridLayout());
		scroll.setContent(inside);
		list = inside;
		parent.layout();
		for (int i = 0; i < messages; i++) {
			message(inside).setText(MESSAGE);
		}
		end(inside);
	}

	private StyledText message(Composite inside) {
		Composite message = new Composite(inside, SWT.NONE);
		message.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		message.setLayout(new GridLayout());
		new Label(message, SWT.NONE).setText("Agent");
		StyledText text = new StyledText(message, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY);
		text.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		last = text;
		return text;
	}

	private static void end(Composite inside) {
		ScrolledComposite scroll = (ScrolledComposite) inside.getParent();
		int width = Math.max(200, scroll.getClientArea().width);
		int height = inside.computeSize(width, SWT.DEFAULT).y;
		scroll.setMinSize(width, height);
		scroll.setOrigin(0, height);
	}

	private void grow() {
		Shell open = shell;
		StyledText text = last;
		if (open == null || open.isDisposed() || text == null) {
			return;
		}
		long now = System.nanoTime();
		long due = (now - begin) * perSecond / 1_000_000_000L;
		// where it cannot keep up, others get their turn all the same
		for (; sent < due && System.nanoTime() - now < BEHIND; sent++) {
			update();
		}
		display.timerExec(TICK_MILLIS, grow);
	}

	private void update() {
		StyledText text = last;
		Composite widgets = list;
		if (text == null || text.isDisposed()) {
			return;
		}
		if (widgets == null) {
			text.append("word and ");
			text.setTopIndex(text.getLineCount() - 1);
			return;
		}
		if (sent % UPDATES_PER_MESSAGE == 0) {
			text = message(widgets);
		}
		text.append("word and ");
		end(widgets);
	}

	void close() {
		display.timerExec(-1, grow);
		if (shell != null) {
			shell.dispose();
		}
		shell = null;
		last = null;
		list = null;
	}
}
