package org.scalinglaws.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.scalinglaws.command.TableForm;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonBoolean;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;

/** The rows of a Parquet file, by parquet-hadoop on a local file; Hadoop itself is not started. */
public final class ParquetTable implements TableForm {
    private static final byte[] START = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** Reads any Parquet file. */
    public ParquetTable() {}

    @Override
    public boolean begins(byte[] start) {
        return Arrays.equals(start, START);
    }

    @Override
    public String jsonLines(Path file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new Codecs())
                        .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            return jsonLines(reader);
        } catch (RuntimeException broken) {
            // What is wrong with a file is told by runtime exceptions of many kinds.
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private static String jsonLines(ParquetFileReader reader) throws IOException {
        MessageType schema = reader.getFileMetaData().getSchema();
        MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
        StringBuilder lines = new StringBuilder();
        for (PageReadStore pages = reader.readNextRowGroup();
                pages != null;
                pages = reader.readNextRowGroup()) {
            RecordReader<Group> rows =
                    columns.getRecordReader(pages, new GroupRecordConverter(schema));
            for (long row = 0; row < pages.getRowCount(); row++) {
                lines.append(object(rows.read())).append('\n');
            }
        }
        return lines.toString();
    }

    private static JsonObject object(Group group) {
        List<JsonValue.Member> members = new ArrayList<>();
        for (int field = 0; field < group.getType().getFieldCount(); field++) {
            Type type = group.getType().getType(field);
            List<JsonValue> values = new ArrayList<>();
            for (int place = 0; place < group.getFieldRepetitionCount(field); place++) {
                values.add(value(group, field, place, type));
            }

            // A field without a value is missing, unless it is a list.
            JsonValue value =
                    type.isRepetition(Type.Repetition.REPEATED)
                            ? new JsonArray(values)
                            : values.isEmpty() ? new JsonNull() : values.get(0);
            members.add(new JsonValue.Member(type.getName(), value));
        }
        return new JsonObject(members);
    }

    private static JsonValue value(Group group, int field, int place, Type type) {
        if (!type.isPrimitive()) {
            return object(group.getGroup(field, place));
        }
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return number(new BigDecimal(unscaled(group, field, place, type), decimal.getScale()));
        }
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> new JsonBoolean(group.getBoolean(field, place));
            case INT32 -> number(group.getInteger(field, place));
            case INT64 -> number(group.getLong(field, place));
            case FLOAT -> number(group.getFloat(field, place));
            case DOUBLE -> number(group.getDouble(field, place));
            default -> new JsonString(group.getValueToString(field, place));
        };
    }

    private static BigInteger unscaled(Group group, int field, int place, Type type) {
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(group.getInteger(field, place));
            case INT64 -> BigInteger.valueOf(group.getLong(field, place));
            default -> new BigInteger(group.getBinary(field, place).getBytes());
        };
    }

    /** As many digits as the number has in its own type. */
    private static JsonNumber number(Number number) {
        return new JsonNumber(number.toString());
    }
}
