package dev.umbra.workbench.tests;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.Elements;

/**
 * The control of a transcript in a shell of its own, on a display that counts what it has. Its class belongs to the window's parts
 * and is nobody's API: it is taken from its bundle by name. On the thread of {@link Window#alone}.
 */
final class PaintedControl implements AutoCloseable {
	private static final String PACKAGE = "dev.umbra.ui.internal.transcript.";

	private static final int RED = 0xff0000;

	final Display display;
	final Shell shell;
	/** What the control wanted, by the names of the methods. */
	final List<String> wanted = new ArrayList<>();
	private final Object transcript;
	private final Class<?> api;
	private final Canvas canvas;

	PaintedControl(Color background) {
		DeviceData data = new DeviceData();
		data.tracking = true;
		display = new Display(data);
		shell = new Shell(display);
		shell.setLayout(new FillLayout());
		shell.setBackground(background);
		try {
			var bundle = Objects.requireNonNull(Platform.getBundle("dev.umbra.ui"));
			api = bundle.loadClass(PACKAGE + "Transcript");
			Class<?> surroundings = bundle.loadClass(PACKAGE + "Transcript$Surroundings");
			Object proxy = Proxy.newProxyInstance(surroundings.getClassLoader(), new Class<?>[] { surroundings }, (self, method, arguments) -> {
				wanted.add(method.getName());
				if (method.getName().equals("picture") && arguments[2] instanceof Consumer<?> then) {
					display.asyncExec(() -> tell(then));
				}
				return null;
			});
			transcript = bundle.loadClass(PACKAGE + "PaintedTranscript").getConstructor(Composite.class, surroundings).newInstance(shell, proxy);
		} catch (ReflectiveOperationException e) {
			throw new IllegalStateException("the control is another one", e);
		}
		Control frame = background(background);
		canvas = Window.controls(frame, Canvas.class, each -> each.getData(Elements.TRANSCRIPT_TEXT) != null).getFirst();
		shell.setBounds(0, 0, 900, 700);
		shell.open();
		until("the shell", () -> canvas.isVisible() && canvas.getClientArea().height > 0);
	}

	/** As a theme gives it, which is known by it. */
	Control background(Color colour) {
		Control frame = (Control) Objects.requireNonNull(call("control"));
		frame.setBackground(colour);
		call("restyle");
		return frame;
	}

	/** What every picture looks like: red. */
	@SuppressWarnings("unchecked")
	private static void tell(Consumer<?> then) {
		ImageData picture = new ImageData(300, 200, 24, new PaletteData(0xff0000, 0xff00, 0xff));
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				picture.setPixel(x, y, RED);
			}
		}
		((Consumer<ImageData>) then).accept(picture);
	}

	/** One of the control's methods. */
	@Nullable Object call(String name, @Nullable Object... arguments) {
		try {
			return Arrays.stream(api.getMethods()).filter(each -> each.getName().equals(name)).findFirst().orElseThrow().invoke(transcript, arguments);
		} catch (InvocationTargetException e) {
			throw new AssertionError(name, e.getCause());
		} catch (IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	void show(List<Entry> entries) {
		show(entries, false);
	}

	/** @param older whether there are others before these */
	void show(List<Entry> entries, boolean older) {
		call("show", new SessionSnapshot(new SessionId("s"), "epoch", 1, null, entries, older, true, null));
		painted();
	}

	/** Until nothing is left to be done. */
	void painted() {
		if (!canvas.isDisposed()) {
			canvas.redraw();
			canvas.update();
		}
		while (display.readAndDispatch()) {
			// until the queue is empty
		}
	}

	void until(String what, BooleanSupplier condition) {
		Await.until(() -> what, () -> {
			painted();
			return condition.getAsBoolean();
		});
	}

	@Nullable EntryId position() {
		return (EntryId) call("position");
	}

	boolean isAtEnd() {
		return Objects.equals(call("isAtEnd"), true);
	}

	/** What a screen reader finds. */
	String text() {
		return String.valueOf(((Supplier<?>) canvas.getData(Elements.TRANSCRIPT_TEXT)).get());
	}

	Canvas canvas() {
		return canvas;
	}

	Button toEnd() {
		return Window.controls(shell, Button.class, each -> true).getFirst();
	}

	/** As a click or a drag does. @param stateMask of the modifiers, and of the button while it is down */
	void mouse(int type, int x, int y, int count, int stateMask) {
		Event event = new Event();
		event.button = type == SWT.MouseMove ? 0 : 1;
		event.x = x;
		event.y = y;
		event.count = count;
		event.stateMask = stateMask;
		canvas.notifyListeners(type, event);
		painted();
	}

	void key(int code, int stateMask) {
		Event event = new Event();
		event.keyCode = code;
		event.stateMask = stateMask;
		canvas.notifyListeners(SWT.KeyDown, event);
		painted();
	}

	/** @return whether the focus would leave the control */
	boolean tab(boolean forward) {
		Event event = new Event();
		event.detail = forward ? SWT.TRAVERSE_TAB_NEXT : SWT.TRAVERSE_TAB_PREVIOUS;
		canvas.notifyListeners(SWT.Traverse, event);
		painted();
		return event.doit;
	}

	/** As the person who drags the bar to a part of its length. */
	void scrollTo(double part) {
		canvas.getVerticalBar().setSelection((int) (part * canvas.getVerticalBar().getMaximum()));
		canvas.getVerticalBar().notifyListeners(SWT.Selection, new Event());
		painted();
	}

	/** What a copy put on the clipboard. */
	String copied() {
		Clipboard clipboard = new Clipboard(display);
		try {
			return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
		} finally {
			clipboard.dispose();
		}
	}

	/** System resources that there are now. */
	int resources() {
		painted();
		return display.getDeviceData().objects.length;
	}

	/** What is on the screen. */
	ImageData picture() {
		painted();
		Rectangle area = canvas.getClientArea();
		Image image = new Image(display, area.width, area.height);
		GC gc = new GC(image);
		try {
			canvas.print(gc);
			return image.getImageData();
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	/** Whether some of {@link #tell}'s pictures is to be seen. */
	static boolean red(ImageData picture) {
		return colours(picture).stream().anyMatch(pixel -> picture.palette.getRGB(pixel).equals(new RGB(255, 0, 0)));
	}

	static Set<Integer> colours(ImageData picture) {
		Set<Integer> colours = new HashSet<>();
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				colours.add(picture.getPixel(x, y));
			}
		}
		return colours;
	}

	@Override
	public void close() {
		shell.dispose();
		painted();
		display.dispose();
	}
}
