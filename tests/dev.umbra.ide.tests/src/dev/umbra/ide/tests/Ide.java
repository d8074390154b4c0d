package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

import dev.umbra.core.Outcome;

/** The workbench that the tests run in. On its SWT thread, which goes on working while something is awaited. */
final class Ide {
	static final Duration PATIENCE = Duration.ofSeconds(30);
	private static final int LOOK_AGAIN_MILLIS = 10;
	static final BundleContext CONTEXT = FrameworkUtil.getBundle(Ide.class).getBundleContext();

	private Ide() {
	}

	static IWorkbenchWindow window() {
		IWorkbenchWindow[] all = PlatformUI.getWorkbench().getWorkbenchWindows();
		IWorkbenchWindow active = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		return active == null ? all[0] : active;
	}

	static IWorkbenchPage page() {
		return window().getActivePage();
	}

	static EPartService parts() {
		return window().getService(EPartService.class);
	}

	static EModelService model() {
		return window().getService(EModelService.class);
	}

	static <S> S service(Class<S> type) {
		ServiceReference<S> reference = CONTEXT.getServiceReference(type);
		return reference == null ? fail("no service " + type.getName()) : CONTEXT.getService(reference);
	}

	/** Handles what happens until the condition holds. */
	static void await(String what, BooleanSupplier there) {
		await(() -> what, there);
	}

	static void await(Supplier<String> what, BooleanSupplier there) {
		Display display = Display.getCurrent();
		long begin = System.nanoTime();
		while (!there.getAsBoolean()) {
			if (System.nanoTime() - begin > PATIENCE.toNanos()) {
				fail("awaited in vain: " + what.get());
			}
			if (!display.readAndDispatch()) {
				display.timerExec(LOOK_AGAIN_MILLIS, () -> { });
				display.sleep();
			}
		}
	}

	/** The value of an answer that must be one. */
	static <T> T ok(CompletionStage<Outcome<T>> answer) {
		await("an answer", answer.toCompletableFuture()::isDone);
		return answer.toCompletableFuture().join().orThrow();
	}

	/** <i>Window &gt; Show View &gt; Other…</i>, as its dialog does it. */
	static MPart showView(String id) throws Exception {
		run("org.eclipse.ui.views.showView", Map.of("org.eclipse.ui.views.showView.viewId", id));
		List<MPart> shown = open(id);
		return shown.isEmpty() ? fail("Show View did not open " + id) : shown.getLast();
	}

	static void run(String command, Map<String, String> parameters) throws Exception {
		Command known = window().getService(ICommandService.class).getCommand(command);
		ParameterizedCommand call = ParameterizedCommand.generateCommand(known, parameters);
		window().getService(IHandlerService.class).executeCommand(call, null);
	}

	/** Parts of this kind in the window. */
	static List<MPart> open(String id) {
		return model().findElements(window().getService(MWindow.class), id, MPart.class).stream().filter(MPart::isToBeRendered).toList();
	}

	static void close(MPart part) {
		parts().hidePart(part, true);
	}

	/** All controls of a part, in order. */
	static <C extends Control> List<C> controls(Object root, Class<C> kind, Predicate<C> which) {
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

	static <C extends Control> Optional<C> control(Object root, Class<C> kind, Predicate<C> which) {
		return controls(root, kind, which).stream().findFirst();
	}

	/** A new open project in this folder. */
	static IProject project(String name, Path folder) throws CoreException {
		IWorkspace workspace = ResourcesPlugin.getWorkspace();
		IProject project = workspace.getRoot().getProject(name);
		IProjectDescription description = workspace.newProjectDescription(name);
		URI place = folder.toUri();
		description.setLocationURI(place);
		project.create(description, null);
		project.open(null);
		return project;
	}
}
