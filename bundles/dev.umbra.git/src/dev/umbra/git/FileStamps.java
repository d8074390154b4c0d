package dev.umbra.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether files changed, without reading them. */
final class FileStamps {
	private static final String UNIX = "unix:ino,size,mode,lastModifiedTime,ctime";
	private static final String ANY = "size,lastModifiedTime,creationTime,fileKey";

	private FileStamps() {
	}

	/** Equal texts for files that did not change; one that is not there counts as such. */
	static String of(List<Path> files) {
		StringBuilder stamp = new StringBuilder();
		for (Path file : files) {
			stamp.append(file).append(' ').append(of(file)).append('\n');
		}
		return stamp.toString();
	}

	private static String of(Path file) {
		try {
			boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
			Map<String, Object> attributes = new TreeMap<>(Files.readAttributes(file, unix ? UNIX : ANY));
			return attributes.toString();
		} catch (IOException e) {
			return "none";
		}
	}
}
