package dev.umbra.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import dev.umbra.wire.DataFolder;

/** Routes {@link System.Logger} to {@code logs/host.log}: 5 MB a file, 3 kept, one line per record. */
final class HostLog implements AutoCloseable {
	private static final int BYTES = 5_000_000;
	private static final int FILES = 3;
	/** Held, since the logging framework keeps loggers weakly. */
	private static final Logger ROOT = Logger.getLogger("");

	private final FileHandler handler;

	private HostLog(FileHandler handler) {
		this.handler = handler;
	}

	/** To be called with the lock of the data folder: a second log beside an open one would get a name of its own, for ever. */
	static HostLog open(Path folder) throws IOException {
		DataFolder.makePrivate(folder);
		for (int n = 0; n < FILES; n++) {
			DataFolder.makePrivateFile(folder.resolve("host.log." + n));
		}
		FileHandler handler = new FileHandler(folder.toString().replace("%", "%%") + "/host.log.%g", BYTES, FILES, true);
		handler.setFormatter(new OneLine());
		handler.setEncoding("UTF-8");
		for (Handler former : ROOT.getHandlers()) {
			ROOT.removeHandler(former);
		}
		ROOT.addHandler(handler);
		ROOT.setLevel(Level.INFO);
		return new HostLog(handler);
	}

	@Override
	public void close() {
		ROOT.removeHandler(handler);
		handler.close();
	}

	private static final class OneLine extends Formatter {
		@Override
		public String format(LogRecord record) {
			StringBuilder line = new StringBuilder(160);
			line.append(DateTimeFormatter.ISO_INSTANT.format(record.getInstant())).append(' ')
					.append(record.getLevel().getName()).append(" [").append(record.getLoggerName()).append("] ");
			String message = formatMessage(record);
			message.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
			line.append('\n');
			Throwable thrown = record.getThrown();
			if (thrown != null) {
				StringWriter stack = new StringWriter();
				thrown.printStackTrace(new PrintWriter(stack));
				line.append(stack);
			}
			return line.toString();
		}
	}
}
