import type { Callbacks } from './callbacks.js';

/** 媒体, 文件, 地理位置. Local paths look like `ttfile://temp/…` and `ttfile://user/…`. */
export interface Media {
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uMTMx4yMxEjLzETM
   */
  chooseImage(
    options?: Callbacks<{ tempFilePaths: string[]; tempFiles: { path: string; size: number }[] }> & {
      sourceType?: ('album' | 'camera')[];
      /** From 1 to 20, 9 if nothing is said. */
      count?: number;
      sizeType?: ('original' | 'compressed')[];
      cameraDevice?: 'front' | 'back';
      isSaveToAlbum?: '0' | '1';
    },
  ): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uMDOx4yM4EjLzgTM
   */
  previewImage(options: Callbacks & { urls: string[]; current?: string; header?: Record<string, string> }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugjNwEjL4YDMx4CO2ATM
   */
  getImageInfo(options: Callbacks<{ width: number; height: number; path: string }> & { src: string }): void;
  /**
   * Documented; asks for `scope.writePhotosAlbum` on phones.
   * @see https://open.feishu.cn/document/uYjL24iN/uUTMx4SNxEjL1ETM
   */
  saveImageToPhotosAlbum(options: Callbacks & { filePath: string }): void;
  /**
   * Documented; the page's table says that a size is a text, its example has a number.
   * @see https://open.feishu.cn/document/uYjL24iN/uETM04SMxQjLxEDN
   */
  filePicker(
    options?: Callbacks<{ list: { path: string; name: string; size: number | string }[] }> & {
      maxNum?: number;
      isSystem?: boolean;
      pickerTitle?: string;
      pickerConfirm?: string;
    },
  ): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukTN24SO1YjL5UjN
   */
  openDocument(
    options: Callbacks & {
      filePath: string;
      fileType?: 'doc' | 'docx' | 'xls' | 'xlsx' | 'ppt' | 'pptx' | 'pdf' | 'zip' | 'cloudFile';
      showMenu?: boolean;
    },
  ): void;
  /**
   * Documented, and no longer maintained.
   * @see https://open.feishu.cn/document/uYjL24iN/ugDOz4CO4MjL4gzM
   */
  saveFile(options: Callbacks<{ savedFilePath: string }> & { tempFilePath: string; filePath?: string }): void;
  /**
   * Documented; asks for `scope.userLocation`, not on PC. Times in seconds.
   * @see https://open.feishu.cn/document/uYjL24iN/uUTOz4SN5MjL1kzM
   */
  getLocation(
    options?: Callbacks<Position> & {
      type?: 'wgs84' | 'gcj02';
      timeout?: number;
      cacheTimeout?: number;
      accuracy?: 'high' | 'best';
    },
  ): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uQTOz4CN5MjL0kzM
   */
  openLocation(
    options: Callbacks & { latitude: number; longitude: number; scale?: number; name?: string; address?: string },
  ): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uUDN1EjL1QTNx4SN0UTM
   */
  chooseLocation(
    options?: Callbacks<{
      name: string;
      address: string;
      latitude: number;
      longitude: number;
      type?: 'wgs84' | 'gcj02';
    }>,
  ): void;
}

export interface Position {
  latitude: number;
  longitude: number;
  accuracy: number;
  verticalAccuracy: number;
  horizontalAccuracy: number;
  authorizationAccuracy?: 'reduced' | 'full';
  timestamp: number;
}
