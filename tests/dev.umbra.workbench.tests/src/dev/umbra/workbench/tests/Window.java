package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.commands.ECommandService;
import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.e4.ui.internal.workbench.swt.E4Application;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.ui.Elements;

/**
 * The product's workbench, started in this framework as its launcher does it, on one thread that serves all windows of a
 * run, one after the other. What a window leaves behind (its saved model) the next one finds.
 *
 * <p>The platform delivers {@code @UIEventTopic} to the display of the first workbench of a JVM only: in later ones its own
 * renderers do not hear of a new label. Our parts do not use it; tests look at labels in the model.
 */
final class Window implements AutoCloseable {
	static final BundleContext CONTEXT = FrameworkUtil.getBundle(Window.class).getBundleContext();
	private static final BlockingQueue<Runnable> WORK = new LinkedBlockingQueue<>();

	static {
		Threads.platformDaemon("main-of-windows", () -> {
			while (true) {
				try {
					WORK.take().run();
				} catch (InterruptedException e) {
					return;
				}
			}
		});
	}

	private final CompletableFuture<Object> ended = new CompletableFuture<>();
	private final MApplication application;
	private final IWorkbench workbench;
	private final Display display;

	private Window() {
		WORK.add(() -> {
			try {
				ended.complete(new E4Application().start(new Launched()));
			} catch (Throwable e) {
				ended.completeExceptionally(e);
			}
		});
		Await.until(() -> "a workbench; " + ended, () -> ended.isDone() || service(IWorkbench.class) != null);
		if (ended.isCompletedExceptionally()) {
			ended.join();
		}
		workbench = Objects.requireNonNull(service(IWorkbench.class));
		application = workbench.getApplication();
		display = Objects.requireNonNull(application.getContext().get(Display.class));
		await("a shell", () -> Arrays.stream(display.getShells()).anyMatch(Control::isVisible));
	}

	/** On the thread that serves all windows of a run, while none is open: for a control that stands in a shell of its own. */
	static void alone(Runnable work) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		WORK.add(() -> {
			try {
				work.run();
				done.complete(null);
			} catch (Throwable e) {
				done.completeExceptionally(e);
			}
		});
		done.orTimeout(2 * Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/** Opens a window and returns when it is there; what it shows then is not awaited. */
	static Window open() {
		return new Window();
	}

	static <S> @Nullable S service(Class<S> type) {
		ServiceReference<S> reference = CONTEXT.getServiceReference(type);
		return reference == null ? null : CONTEXT.getService(reference);
	}

	MApplication application() {
		return application;
	}

	/** On the window's thread. */
	<T> T ui(Callable<T> work) {
		CompletableFuture<T> done = new CompletableFuture<>();
		display.asyncExec(() -> {
			try {
				done.complete(work.call());
			} catch (Throwable e) {
				done.completeExceptionally(e);
			}
		});
		return done.orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	void run(Runnable work) {
		ui(() -> {
			work.run();
			return true;
		});
	}

	/** On the window's thread, without waiting for its end: it opens a dialog. */
	void later(Runnable work) {
		display.asyncExec(work);
	}

	/** Until it is so, on the window's thread. */
	void await(String what, Callable<Boolean> condition) {
		Await.until(() -> what + "; the window shows:\n" + ui(this::shown), () -> ui(condition));
	}

	/**
	 * The box for prompts of this session, when its tab is in front. Not of whatever tab there is: until the host has answered, a
	 * window shows the one that the window before left.
	 */
	StyledText composer(SessionId session) {
		await("the composer of " + session.value(), () -> !composers(session).isEmpty());
		return ui(() -> composers(session).getFirst());
	}

	private List<StyledText> composers(SessionId session) {
		return sessions().contains(session)
				? controls(part(session).getWidget(), StyledText.class, control -> control.isVisible() && Names.of(control).equals("Prompt"))
				: List.of();
	}

	/** The dialog of this title, when it is there. */
	Dialog dialog(String title) {
		await("the dialog " + title, () -> dialogShell(title).isPresent());
		return new Dialog(ui(() -> dialogShell(title).orElseThrow()));
	}

	/** On the window's thread. */
	boolean hasDialog(String title) {
		return dialogShell(title).isPresent();
	}

	private Optional<Shell> dialogShell(String title) {
		return Arrays.stream(display.getShells()).filter(shell -> shell.isVisible() && shell.getText().equals(title)).findFirst();
	}

	/** Runs a command as its key or menu item does, as soon as it is enabled: the focus comes back from a dialog a moment later. */
	void command(String id) {
		await(id + " to be on", () -> handlers().canExecute(commands().createCommand(id)));
		run(() -> execute(id));
	}

	/** As {@link #command}, but does not wait for its end: it opens a dialog. */
	void commandWithDialog(String id) {
		assertTrue(ui(() -> handlers().canExecute(commands().createCommand(id))), () -> id + " is off");
		display.asyncExec(() -> execute(id));
	}

	private void execute(String id) {
		ParameterizedCommand command = commands().createCommand(id);
		if (!handlers().canExecute(command)) {
			throw new AssertionError(id + " is off");
		}
		handlers().executeHandler(command);
	}

	private ECommandService commands() {
		return Objects.requireNonNull(application.getContext().get(ECommandService.class));
	}

	/** Of what is active: its part decides what a command is about. */
	private EHandlerService handlers() {
		return Objects.requireNonNull(application.getContext().getActiveLeaf().get(EHandlerService.class));
	}

	/** As the person's <i>Quit</i>. */
	@Override
	public void close() {
		display.asyncExec(workbench::close);
		ended.orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	// --- on the window's thread, inside ui() ---

	Shell shell() {
		return Arrays.stream(display.getShells()).filter(Control::isVisible).findFirst().orElseThrow();
	}

	MPartStack sessionStack() {
		return Objects.requireNonNull(application.getContext().get(EModelService.class))
				.findElements(application, Elements.SESSION_STACK, MPartStack.class).getFirst();
	}

	/** The parts in the sessions' stack, in the order of their tabs. */
	List<MPart> tabs() {
		return sessionStack().getChildren().stream().filter(child -> child.isToBeRendered() && child instanceof MPart).map(MPart.class::cast)
				.toList();
	}

	/** The sessions of the tabs, in order; a start page is null. */
	List<@Nullable SessionId> sessions() {
		List<@Nullable SessionId> sessions = new ArrayList<>();
		for (MPart tab : tabs()) {
			String id = tab.getPersistedState().get(Elements.SESSION_KEY);
			sessions.add(id == null ? null : new SessionId(id));
		}
		return sessions;
	}

	/** The titles of the tabs, of the model: see the class comment. */
	List<String> titles() {
		return tabs().stream().map(MPart::getLabel).toList();
	}

	EPartService parts() {
		return Objects.requireNonNull(application.getChildren().getFirst().getContext().get(EPartService.class));
	}

	MPart part(SessionId session) {
		return tabs().stream().filter(tab -> session.value().equals(tab.getPersistedState().get(Elements.SESSION_KEY))).findFirst().orElseThrow();
	}

	/** All controls of a kind below a part or a shell, in order. */
	static <C extends Control> List<C> controls(@Nullable Object root, Class<C> kind, Predicate<C> which) {
		List<C> found = new ArrayList<>();
		if (root instanceof Control control && !control.isDisposed()) {
			collect(control, kind, which, found);
		}
		return found;
	}

	private static <C extends Control> void collect(Control control, Class<C> kind, Predicate<C> which, List<C> found) {
		if (kind.isInstance(control) && which.test(kind.cast(control))) {
			found.add(kind.cast(control));
		}
		if (control instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				collect(child, kind, which, found);
			}
		}
	}

	/** The control of this accessible name. */
	<C extends Control> C named(Class<C> kind, String name) {
		List<C> found = controls(shell(), kind, control -> control.isVisible() && Names.of(control).equals(name));
		return found.stream().findFirst().orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " \"" + name + "\" in\n" + shown()));
	}

	boolean has(Class<? extends Control> kind, String name) {
		return !controls(shell(), kind, control -> control.isVisible() && Names.of(control).equals(name)).isEmpty();
	}

	/** A click, or Space. */
	static void press(Button button) {
		if (!button.isEnabled()) {
			throw new AssertionError("the button " + button.getText() + " is off");
		}
		button.notifyListeners(SWT.Selection, new Event());
	}

	/** Everything that can only be read in the part that is in front: the transcript as a screen reader finds it, and other texts. */
	String transcript() {
		StringBuilder text = new StringBuilder();
		MPart part = (MPart) sessionStack().getSelectedElement();
		if (part != null) {
			controls(part.getWidget(), Control.class, control -> control.getData(Elements.TRANSCRIPT_TEXT) != null)
					.forEach(control -> text.append(((Supplier<?>) control.getData(Elements.TRANSCRIPT_TEXT)).get()).append('\n'));
			controls(part.getWidget(), StyledText.class, control -> !control.getEditable()).forEach(control -> text.append(control.getText()).append('\n'));
		}
		return text.toString();
	}

	/** For messages: every visible control with its name. */
	String shown() {
		StringBuilder all = new StringBuilder();
		for (Control control : controls(shell(), Control.class, Control::isVisible)) {
			String name = Names.of(control);
			if (!name.isEmpty()) {
				all.append("  ").append(control.getClass().getSimpleName()).append(' ').append(name).append('\n');
			}
		}
		return all + "tabs " + sessions() + " " + titles() + "\n" + transcript();
	}

	private static final class Launched implements IApplicationContext {
		private static final Map<String, String> PRODUCT = Map.of("appName", "Umbra", "applicationXMI", "dev.umbra.app/Application.e4xmi",
				"lifeCycleURI", "bundleclass://dev.umbra.app/dev.umbra.app.LifeCycle",
				"rendererFactoryUri", "bundleclass://dev.umbra.app/dev.umbra.app.Renderers");

		@Override
		@SuppressWarnings("rawtypes")
		public Map getArguments() {
			return new HashMap<>(Map.of(IApplicationContext.APPLICATION_ARGS, new String[0]));
		}

		@Override
		public void applicationRunning() {
			// there is no splash to take down
		}

		@Override
		public String getBrandingApplication() {
			return "org.eclipse.e4.ui.workbench.swt.E4Application";
		}

		@Override
		public String getBrandingName() {
			return "Umbra";
		}

		@Override
		public @Nullable String getBrandingDescription() {
			return null;
		}

		@Override
		public String getBrandingId() {
			return "dev.umbra.app.product";
		}

		@Override
		public @Nullable String getBrandingProperty(String key) {
			return PRODUCT.get(key);
		}

		@Override
		public Bundle getBrandingBundle() {
			return Platform.getBundle("dev.umbra.app");
		}

		@Override
		public void setResult(Object result, IApplication application) {
			throw new UnsupportedOperationException();
		}
	}
}
