package dev.umbra.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;

import dev.umbra.ui.Elements;
import dev.umbra.ui.FileOpener;

/**
 * When the workbench is up, does what the system properties say, and then writes, four times a second, a report into the file
 * {@code umbra.probe.report}, whole or not at all: one line per fact, {@code kind<TAB>value}.
 *
 * <p>{@code umbra.probe.project}: a folder that becomes a project. {@code umbra.probe.open}: a file to open by
 * {@link FileOpener}, {@code umbra.probe.line} its line. {@code umbra.probe.views}: ids of views to open by Show View, in
 * this order. {@code umbra.probe.close=true}: the workbench is closed as by a person after that.
 */
@Component(property = { "event.topics=org/eclipse/e4/ui/LifeCycle/appStartupComplete" })
public final class Probe implements EventHandler {
	private static final int EVERY_MILLIS = 250;
	private final BundleContext bundles;
	private final Path report = Path.of(Objects.requireNonNull(System.getProperty("umbra.probe.report")));
	private final List<String> failures = new ArrayList<>();
	private volatile FileOpener opener = (file, line) -> "no FileOpener is there";

	@Activate
	public Probe(BundleContext bundles) {
		this.bundles = bundles;
	}

	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	void bindOpener(FileOpener present) {
		opener = present;
	}

	void unbindOpener(FileOpener gone) {
		opener = (file, line) -> "the FileOpener went";
	}

	@Override
	public void handleEvent(Event event) {
		PlatformUI.getWorkbench().getDisplay().asyncExec(this::act);
	}

	private void act() {
		IWorkbench workbench = PlatformUI.getWorkbench();
		IWorkbenchWindow window = workbench.getWorkbenchWindows()[0];
		try {
			String folder = System.getProperty("umbra.probe.project");
			if (folder != null) {
				project(Path.of(folder));
			}
			String file = System.getProperty("umbra.probe.open");
			if (file != null) {
				String trouble = opener.open(Path.of(file), Integer.getInteger("umbra.probe.line"));
				if (trouble != null) {
					failures.add(trouble);
				}
			}
			for (String view : System.getProperty("umbra.probe.views", "").split(",")) {
				if (!view.isBlank()) {
					show(window, view);
				}
			}
		} catch (CommandException | CoreException | RuntimeException e) {
			failures.add(e.toString());
		}
		write(window);
		if (Boolean.getBoolean("umbra.probe.close")) {
			workbench.close();
		}
	}

	private static void project(Path folder) throws CoreException {
		IWorkspace workspace = ResourcesPlugin.getWorkspace();
		IProject project = workspace.getRoot().getProject(String.valueOf(folder.getFileName()));
		if (!project.exists()) {
			IProjectDescription description = workspace.newProjectDescription(project.getName());
			description.setLocationURI(folder.toUri());
			project.create(description, null);
		}
		project.open(null);
	}

	private static void show(IWorkbenchWindow window, String view) throws CommandException {
		Command command = window.getService(ICommandService.class).getCommand("org.eclipse.ui.views.showView");
		window.getService(IHandlerService.class).executeCommand(
				ParameterizedCommand.generateCommand(command, Map.of("org.eclipse.ui.views.showView.viewId", view)), null);
	}

	private void write(IWorkbenchWindow window) {
		Display display = Display.getCurrent();
		if (window.getShell() == null || window.getShell().isDisposed()) {
			return;
		}
		List<String> lines = new ArrayList<>();
		failures.forEach(failure -> lines.add("failure\t" + oneLine(failure)));
		for (Bundle each : bundles.getBundles()) {
			// a fragment is never more than resolved
			lines.add((each.getState() >= Bundle.RESOLVED ? "resolved\t" : "unresolved\t") + each.getSymbolicName());
		}
		EPartService parts = window.getService(EPartService.class);
		for (MPart part : window.getService(EModelService.class).findElements(window.getService(MWindow.class), null, MPart.class)) {
			if (part.isToBeRendered() && part.getElementId() != null && part.getElementId().startsWith("dev.umbra.")) {
				lines.add("part\t" + part.getElementId() + "\t" + oneLine(String.valueOf(part.getLabel())) + "\t"
						+ (part.getObject() == null ? "empty" : "filled") + "\t" + (parts.isPartVisible(part) ? "visible" : "hidden"));
				text(part.getWidget(), lines);
			}
		}
		for (IEditorReference each : window.getActivePage().getEditorReferences()) {
			lines.add("editor\t" + each.getTitle());
		}
		lines.add("end\t");
		try {
			Path fresh = report.resolveSibling(report.getFileName() + ".new");
			Files.write(fresh, lines);
			Files.move(fresh, report, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		} catch (IOException e) {
			throw new IllegalStateException("the report " + report + " cannot be written", e);
		}
		display.timerExec(EVERY_MILLIS, () -> write(window));
	}

	/** What transcripts and composers say. */
	private static void text(Object widget, List<String> lines) {
		if (widget instanceof StyledText text) {
			lines.add((text.getEditable() ? "input\t" : "text\t") + oneLine(text.getText()));
		} else if (widget instanceof Control control && control.getData(Elements.TRANSCRIPT_TEXT) instanceof Supplier<?> said) {
			lines.add("text\t" + oneLine(String.valueOf(said.get())));
		} else if (widget instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				text(child, lines);
			}
		}
	}

	private static String oneLine(String text) {
		return text.replaceAll("\\s+", " ");
	}
}
