package org.scalinglaws.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * How the pages of a file are packed: snappy, as most programs do, gzip or zstd. The codecs of
 * parquet-hadoop would need all of Hadoop.
 */
final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Packing(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Unpacking(codec);
    }

    @Override
    public void release() {}

    private static IllegalArgumentException unknown(CompressionCodecName codec) {
        return new IllegalArgumentException(
                "the pages of a Parquet file must be plain or packed by snappy, gzip or zstd, got "
                        + codec);
    }

    private record Unpacking(CompressionCodecName codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpacked(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size)
                throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            plain.put(unpacked(bytes, size));
        }

        private byte[] unpacked(byte[] packed, int size) throws IOException {
            return switch (codec) {
                case UNCOMPRESSED -> packed;
                case SNAPPY -> Snappy.uncompress(packed);
                case ZSTD -> Zstd.decompress(packed, size);
                case GZIP -> new GZIPInputStream(new ByteArrayInputStream(packed)).readNBytes(size);
                default -> throw unknown(codec);
            };
        }

        @Override
        public void release() {}
    }

    private record Packing(CompressionCodecName codec) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput plain) throws IOException {
            byte[] bytes = plain.toInputStream().readAllBytes();
            return switch (codec) {
                case UNCOMPRESSED -> plain;
                case SNAPPY -> BytesInput.from(Snappy.compress(bytes));
                case ZSTD -> BytesInput.from(Zstd.compress(bytes));
                case GZIP -> BytesInput.from(zipped(bytes));
                default -> throw unknown(codec);
            };
        }

        private static byte[] zipped(byte[] plain) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(plain);
            }
            return bytes.toByteArray();
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {}
    }
}
