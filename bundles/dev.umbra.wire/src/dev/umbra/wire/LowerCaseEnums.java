package dev.umbra.wire;

import java.io.IOException;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;

/** Writes every enum constant as its lower-case word; reading is case-insensitive. */
final class LowerCaseEnums extends BeanSerializerModifier {
	private static final long serialVersionUID = 1L;

	@Override
	public JsonSerializer<?> modifyEnumSerializer(SerializationConfig config, JavaType type, BeanDescription bean,
			JsonSerializer<?> serializer) {
		return new JsonSerializer<Enum<?>>() {
			@Override
			public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
				out.writeString(value.name().toLowerCase(Locale.ROOT));
			}
		};
	}
}
