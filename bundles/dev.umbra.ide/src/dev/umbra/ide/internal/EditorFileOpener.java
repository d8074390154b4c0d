package dev.umbra.ide.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.filesystem.IFileStore;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.WorkspaceJob;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.content.IContentType;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorRegistry;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.editors.text.EditorsUI;
import org.eclipse.ui.ide.FileStoreEditorInput;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.part.FileEditorInput;
import org.eclipse.ui.statushandlers.StatusManager;
import org.eclipse.ui.texteditor.IDocumentProvider;
import org.eclipse.ui.texteditor.ITextEditor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.ui.FileOpener;

/**
 * Opens a file in its editor: as a file of the workspace where it is one (linked ones too), else from where it lies. The path
 * is an agent's word, so nothing is ever started for it: no program of the system, no browser; a file without an editor of
 * its own opens as text, or not at all. An agent writes behind the workspace's back; where the workspace does not know the
 * file as it is now, it looks at it first, in a job, and the editor opens after that.
 */
@Component
public final class EditorFileOpener implements FileOpener {
	private static final String BROWSER = "org.eclipse.ui.browser.editor";
	private static final int LOOKED_AT_BYTES = 8192;
	private final IWorkspace workspace;

	@Activate
	public EditorFileOpener(@Reference IWorkspace workspace) {
		this.workspace = workspace;
	}

	@Override
	public @Nullable String open(Path file, @Nullable Integer line) {
		IWorkbenchPage page = page();
		if (page == null) {
			return Messages.open_noWindow;
		}
		String trouble = trouble(file);
		if (trouble != null) {
			return trouble;
		}
		try {
			IFile known = inWorkspace(file);
			if (known == null) {
				IFileStore store = EFS.getLocalFileSystem().getStore(file.toUri());
				return show(page, new FileStoreEditorInput(store), file, line);
			}
			if (known.isAccessible() && known.isSynchronized(IResource.DEPTH_ZERO)) {
				return show(page, new FileEditorInput(known), file, line);
			}
			lookFirst(page, known, file, line);
			return null;
		} catch (CoreException | IOException e) {
			return NLS.bind(Messages.open_failed, file, e.getMessage());
		}
	}

	private static @Nullable IWorkbenchPage page() {
		IWorkbenchWindow window = PlatformUI.isWorkbenchRunning() ? PlatformUI.getWorkbench().getActiveWorkbenchWindow() : null;
		return window == null ? null : window.getActivePage();
	}

	private static @Nullable String trouble(Path file) {
		if (!file.isAbsolute()) {
			return NLS.bind(Messages.open_relative, file);
		}
		if (Files.isDirectory(file)) {
			return NLS.bind(Messages.open_folder, file);
		}
		if (!Files.exists(file)) {
			return NLS.bind(Messages.open_missing, file);
		}
		if (!Files.isRegularFile(file)) {
			// a pipe or a device: reading it may never end
			return NLS.bind(Messages.open_noFile, file);
		}
		return Files.isReadable(file) ? null : NLS.bind(Messages.open_unreadable, file);
	}

	/** The file of an open project that lies there, the one with the shortest path if there are several; or null. */
	private @Nullable IFile inWorkspace(Path file) throws IOException {
		Set<Path> names = new LinkedHashSet<>(Arrays.asList(file.normalize(), file.toRealPath()));
		for (Path name : names) {
			IFile found = Arrays.stream(workspace.getRoot().findFilesForLocationURI(name.toUri()))
					.filter(each -> each.getProject().isAccessible())
					.min(Comparator.comparing((IFile each) -> !each.exists()).thenComparing(each -> each.getFullPath().segmentCount()))
					.orElse(null);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/** The workspace learns of the file in a job of its own: a build may hold its lock for long. */
	private static void lookFirst(IWorkbenchPage page, IFile known, Path file, @Nullable Integer line) {
		WorkspaceJob look = new WorkspaceJob(NLS.bind(Messages.open_look, known.getName())) {
			@Override
			public IStatus runInWorkspace(IProgressMonitor monitor) throws CoreException {
				known.refreshLocal(IResource.DEPTH_ZERO, monitor);
				PlatformUI.getWorkbench().getDisplay().asyncExec(() -> showLater(page, known, file, line));
				return Status.OK_STATUS;
			}
		};
		look.setRule(known.getWorkspace().getRuleFactory().refreshRule(known));
		look.schedule();
	}

	private static void showLater(IWorkbenchPage page, IFile known, Path file, @Nullable Integer line) {
		if (page.getWorkbenchWindow().getShell() == null || page.getWorkbenchWindow().getShell().isDisposed()) {
			return;
		}
		String trouble;
		try {
			trouble = known.exists() ? show(page, new FileEditorInput(known), file, line) : NLS.bind(Messages.open_missing, file);
		} catch (CoreException | IOException e) {
			trouble = NLS.bind(Messages.open_failed, file, e.getMessage());
		}
		if (trouble != null) {
			StatusManager.getManager().handle(Status.warning(trouble), StatusManager.SHOW);
		}
	}

	/** @return null, or why not */
	private static @Nullable String show(IWorkbenchPage page, IEditorInput input, Path file, @Nullable Integer line)
			throws IOException, PartInitException {
		String editor = editorOf(file);
		if (editor == null) {
			return NLS.bind(Messages.open_noEditor, file);
		}
		IEditorPart opened = IDE.openEditor(page, input, editor, true);
		if (opened != null && line != null) {
			reveal(opened, line);
		}
		return null;
	}

	/** Id of an editor inside the IDE, or null if there is none for this file. */
	private static @Nullable String editorOf(Path file) throws IOException {
		String name = String.valueOf(file.getFileName());
		byte[] start = start(file);
		IContentType type = Platform.getContentTypeManager().findContentTypeFor(name);
		IEditorDescriptor known = PlatformUI.getWorkbench().getEditorRegistry().getDefaultEditor(name, type);
		if (known != null && known.isInternal() && !known.isOpenInPlace() && !BROWSER.equals(known.getId())
				&& !IEditorRegistry.SYSTEM_EXTERNAL_EDITOR_ID.equals(known.getId())) {
			return known.getId();
		}
		return isText(start) ? EditorsUI.DEFAULT_TEXT_EDITOR_ID : null;
	}

	private static byte[] start(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return in.readNBytes(LOOKED_AT_BYTES);
		}
	}

	/** Text has no zero bytes, unless it is UTF-16 and says so at its beginning. */
	private static boolean isText(byte[] start) {
		if (start.length >= 2 && ((start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff
				|| (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe)) {
			return true;
		}
		for (byte each : start) {
			if (each == 0) {
				return false;
			}
		}
		return true;
	}

	/** Selects the line, or the last one if the file has become shorter. */
	private static void reveal(IEditorPart editor, int line) {
		ITextEditor text = Adapters.adapt(editor, ITextEditor.class);
		IDocumentProvider provider = text == null ? null : text.getDocumentProvider();
		IDocument document = provider == null ? null : provider.getDocument(text.getEditorInput());
		if (document == null) {
			return;
		}
		try {
			int last = document.getNumberOfLines() - 1;
			IRegion place = document.getLineInformation(Math.clamp(line - 1L, 0, last));
			text.selectAndReveal(place.getOffset(), place.getLength());
		} catch (BadLocationException e) {
			throw new IllegalStateException("a document changed on the SWT thread while it was read there", e);
		}
	}
}
