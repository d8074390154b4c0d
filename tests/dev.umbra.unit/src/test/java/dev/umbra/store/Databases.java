package dev.umbra.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.sqlite.JDBC;

/** What another program does with a database file. */
final class Databases {
	private Databases() {
	}

	static void run(Path file, String... statements) throws SQLException {
		try (Connection connection = open(file); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

	/** The first column of all rows. */
	static List<String> query(Path file, String sql) throws SQLException {
		List<String> found = new ArrayList<>();
		try (Connection connection = open(file); Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				found.add(rows.getString(1));
			}
		}
		return found;
	}

	static Connection open(Path file) throws SQLException {
		return new JDBC().connect("jdbc:sqlite:" + file.toUri(), new Properties());
	}
}
